//! What CloudFormation lists besides stacks, and what it says of templates.

use aws_resources::cloudformation::CloudFormation;
use aws_sdk_cloudformation::types::{OrganizationStatus, StackResourceDriftStatus, Visibility};
use end_to_end::{
    exercised,
    script::{Script, session},
};

use super::cloudformation::{STACK, answer, missing};

const ARN: &str = "arn:aws:cloudformation:eu-west-1:123456789012";

#[tokio::test]
async fn extensions_are_listed_with_their_configurations() {
    let (own, configuration) = (format!("{ARN}:type/resource/Shop-Bill"), format!("{ARN}:type-configuration/c-1"));
    let member = |content: String| format!("<member>{content}</member>");
    let summary = |arn: &str| member(format!("<TypeArn>{arn}</TypeArn><TypeName>Shop::Bill</TypeName>"));
    let details = member(format!("<Arn>{configuration}</Arn><TypeArn>{own}</TypeArn><Alias>default</Alias>"));
    let script = Script::new([
        answer("ListTypes", format!("<TypeSummaries>{}</TypeSummaries><NextToken>t</NextToken>", summary(&own))),
        answer("ListTypes", format!("<TypeSummaries>{}</TypeSummaries>", summary(&format!("{own}-2")))),
        answer("BatchDescribeTypeConfigurations", format!("<TypeConfigurations>{details}</TypeConfigurations>")),
        answer("ListTypeRegistrations", "<RegistrationTokenList><member>r-1</member></RegistrationTokenList>"),
        answer("DescribeType", format!("<Arn>{own}</Arn><PublisherId>p-1</PublisherId>")),
        answer("DescribePublisher", "<PublisherId>p-1</PublisherId><PublisherStatus>VERIFIED</PublisherStatus>"),
        answer("SetTypeConfiguration", format!("<ConfigurationArn>{configuration}</ConfigurationArn>")),
        answer("TestType", format!("<TypeVersionArn>{own}/00000001</TypeVersionArn>")),
    ]);
    let cloudformation = CloudFormation::new(&session(&script));
    let private = cloudformation.types().filter(|r| r.visibility(Visibility::Private));
    let types = private.try_collect().await.unwrap();
    assert_eq!(types, [cloudformation.r#type(&own), cloudformation.r#type(format!("{own}-2"))]);
    assert_eq!(script.request(1).param("Visibility").as_deref(), Some("PRIVATE"));
    assert_eq!(script.request(1).param("NextToken").as_deref(), Some("t"));
    let configurations = types[0].configurations().try_collect().await.unwrap();
    let sent = script.request(2).params();
    assert_eq!(
        sent.into_iter().collect::<Vec<_>>(),
        [("TypeConfigurationIdentifiers.member.1.TypeArn".to_owned(), own)]
    );
    let returned = configurations[0].loaded().unwrap();
    exercised::arn("cloudformation.TypeConfiguration", &configurations[0].arn().await.unwrap(), returned.arn());
    assert_eq!(configurations[0].r#type().await.unwrap(), Some(types[0].clone()));
    let registrations = types[0].registrations().try_collect().await.unwrap();
    assert_eq!(registrations, [cloudformation.type_registration("r-1")]);
    let publisher = types[0].publisher().await.unwrap().unwrap();
    assert_eq!(publisher.data().await.unwrap().publisher_status().map(|it| it.as_str()), Some("VERIFIED"));
    assert_eq!(script.request(5).param("PublisherId").as_deref(), Some("p-1"));
    let set = types[0].set_configuration().with(|r| r.configuration("{}")).await.unwrap();
    assert_eq!(set, Some(configurations[0].clone()));
    let tested = types[0].test().await.unwrap().unwrap();
    assert_eq!(tested, cloudformation.type_version(format!("{}/00000001", types[0].arn_identifier())));
}

#[tokio::test]
async fn templates_are_generated_from_scans() {
    let (scan, template) = (format!("{ARN}:resourceScan/s-1"), format!("{ARN}:generatedTemplate/g-1"));
    let listed = format!("<member><ResourceScanId>{scan}</ResourceScanId></member>");
    let found = "<ResourceType>AWS::SNS::Topic</ResourceType><ManagedByStack>false</ManagedByStack>";
    let script = Script::new([
        answer("StartResourceScan", format!("<ResourceScanId>{scan}</ResourceScanId>")),
        answer("ListResourceScans", format!("<ResourceScanSummaries>{listed}</ResourceScanSummaries>")),
        answer("ListResourceScanResources", format!("<Resources><member>{found}</member></Resources>")),
        answer("CreateGeneratedTemplate", format!("<GeneratedTemplateId>{template}</GeneratedTemplateId>")),
        answer(
            "ListGeneratedTemplates",
            format!("<Summaries><member><GeneratedTemplateId>{template}</GeneratedTemplateId></member></Summaries>"),
        ),
        answer(
            "DescribeGeneratedTemplate",
            format!("<GeneratedTemplateId>{template}</GeneratedTemplateId><StackId>{STACK}</StackId>"),
        ),
        answer("GetGeneratedTemplate", "<TemplateBody>{}</TemplateBody>"),
        answer("DeleteGeneratedTemplate", ""),
        missing("GeneratedTemplateNotFound", "The generated template was not found"),
    ]);
    let cloudformation = CloudFormation::new(&session(&script));
    let started = cloudformation.start_resource_scan().await.unwrap().unwrap();
    let scans = cloudformation.resource_scans().try_collect().await.unwrap();
    assert_eq!(scans, std::slice::from_ref(&started));
    let returned = scans[0].summary().unwrap();
    exercised::arn("cloudformation.ResourceScan", &started.arn().await.unwrap(), returned.resource_scan_id());
    let resources = started.list_resources().with(|r| r.resource_type_prefix("AWS::SNS")).await.unwrap();
    assert_eq!(resources.resources()[0].managed_by_stack(), Some(false));

    let made = cloudformation.stack("shop").create_generated_template().with(|r| r.generated_template_name("all"));
    let made = made.await.unwrap().unwrap();
    assert_eq!(script.request(3).param("StackName").as_deref(), Some("shop"));
    let listed = cloudformation.generated_templates().try_collect().await.unwrap();
    assert_eq!(listed, std::slice::from_ref(&made));
    let returned = made.data().await.unwrap();
    exercised::arn("cloudformation.GeneratedTemplate", &made.arn().await.unwrap(), returned.generated_template_id());
    assert_eq!(made.stack().await.unwrap(), Some(cloudformation.stack(STACK)));
    assert_eq!(made.get_template().await.unwrap().template_body(), Some("{}"));
    made.delete().await.unwrap();
    assert!(made.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_stack_sets_targets_and_drifts_are_listed_to_the_end() {
    let target = |unit: &str| format!("<member><OrganizationalUnitId>{unit}</OrganizationalUnitId></member>");
    let targets = |unit: &str, token: &str| {
        answer("ListStackSetAutoDeploymentTargets", format!("<Summaries>{}</Summaries>{token}", target(unit)))
    };
    let drift = |name: &str, token: &str| {
        let item = format!(
            "<StackId>{STACK}</StackId><LogicalResourceId>{name}</LogicalResourceId><ResourceType>AWS::SNS::Topic\
             </ResourceType><StackResourceDriftStatus>MODIFIED</StackResourceDriftStatus>\
             <Timestamp>2026-01-01T00:00:00Z</Timestamp>"
        );
        let items = format!("<Summaries><member>{item}</member></Summaries>{token}");
        answer("ListStackInstanceResourceDrifts", items)
    };
    let script = Script::new([
        targets("ou-1", "<NextToken>t</NextToken>"),
        targets("ou-2", ""),
        answer("DetectStackSetDrift", "<OperationId>o-1</OperationId>"),
        drift("Orders", "<NextToken>t</NextToken>"),
        drift("Bills", ""),
    ]);
    let set = CloudFormation::new(&session(&script)).stack_set("all");
    let targets = set.auto_deployment_targets().try_collect().await.unwrap();
    assert_eq!(targets, [set.auto_deployment_target("ou-1"), set.auto_deployment_target("ou-2")]);
    assert_eq!(script.request(1).param("NextToken").as_deref(), Some("t"));
    let operation = set.detect_drift().await.unwrap().unwrap();
    assert_eq!(operation, set.operation("o-1"));
    let instance = set.instance("111111111111", "eu-west-3");
    let drifts = instance.resource_drifts().filter(|r| r.operation_id(operation.id())).try_collect().await.unwrap();
    assert_eq!(drifts.iter().map(|it| it.logical_resource_id()).collect::<Vec<_>>(), ["Orders", "Bills"]);
    assert_eq!((drifts[1].stack_instance(), drifts[1].stack_set_operation()), (instance, operation));
    let sent = script.request(4).params();
    assert_eq!((&*sent["StackInstanceAccount"], &*sent["StackInstanceRegion"]), ("111111111111", "eu-west-3"));
    assert_eq!((&*sent["OperationId"], &*sent["NextToken"]), ("o-1", "t"));
}

#[tokio::test]
async fn what_happens_to_a_stack_is_told() {
    let event = |id: &str| format!("<member><EventId>{id}</EventId><StackId>{STACK}</StackId></member>");
    let events = |id: &str, token: &str| {
        answer("DescribeEvents", format!("<OperationEvents>{}</OperationEvents>{token}", event(id)))
    };
    let drift = format!(
        "<StackId>{STACK}</StackId><LogicalResourceId>Orders</LogicalResourceId><ResourceType>AWS::SNS::Topic\
         </ResourceType><StackResourceDriftStatus>DELETED</StackResourceDriftStatus>\
         <Timestamp>2026-01-01T00:00:00Z</Timestamp>"
    );
    let script = Script::new([
        events("e-1", "<NextToken>t</NextToken>"),
        events("e-2", ""),
        answer("DetectStackResourceDrift", format!("<StackResourceDrift>{drift}</StackResourceDrift>")),
        answer("GetHookResult", format!("<HookResultId>h-1</HookResultId><TypeArn>{ARN}:type/hook/Check</TypeArn>")),
        answer("ListImports", "<Imports><member>bills</member></Imports><NextToken>t</NextToken>"),
        answer("ListImports", "<Imports><member>carts</member></Imports>"),
    ]);
    let cloudformation = CloudFormation::new(&session(&script));
    let stack = cloudformation.stack("shop");
    let events = stack.operation_events().try_collect().await.unwrap();
    assert_eq!(events.iter().map(|it| it.id()).collect::<Vec<_>>(), ["e-1", "e-2"]);
    assert_eq!(events[0].stack().await.unwrap(), Some(cloudformation.stack(STACK)));
    let drift = stack.resource("Orders").detect_drift().await.unwrap();
    assert_eq!(drift, stack.resource_drift("Orders"));
    let status = drift.loaded().unwrap().stack_resource_drift_status().cloned();
    assert_eq!(status, Some(StackResourceDriftStatus::Deleted));
    let hook = cloudformation.hook_result("h-1").r#type().await.unwrap();
    assert_eq!(hook, Some(cloudformation.r#type(format!("{ARN}:type/hook/Check"))));
    assert_eq!(script.request(3).param("HookResultId").as_deref(), Some("h-1"));
    let stacks = cloudformation.export("orders-topic").importing_stacks().try_collect().await.unwrap();
    assert_eq!(stacks, [cloudformation.stack("bills"), cloudformation.stack("carts")]);
    assert_eq!(script.request(5).param("ExportName").as_deref(), Some("orders-topic"));
}

#[tokio::test]
async fn templates_and_the_account_are_asked_about() {
    let limit = |name: &str| format!("<member><Name>{name}</Name><Value>200</Value></member>");
    let parameter = "<member><ParameterKey>Title</ParameterKey><DefaultValue>shop</DefaultValue></member>";
    let script = Script::new([
        answer("ValidateTemplate", format!("<Parameters>{parameter}</Parameters><Description>topics</Description>")),
        answer("EstimateTemplateCost", "<Url>https://calculator.aws</Url>"),
        answer("DescribeAccountLimits", format!("<AccountLimits>{}</AccountLimits>", limit("StackLimit"))),
        answer("DescribeOrganizationsAccess", "<Status>DISABLED</Status>"),
        answer("RegisterPublisher", "<PublisherId>p-1</PublisherId>"),
    ]);
    let cloudformation = CloudFormation::new(&session(&script));
    let valid = cloudformation.validate_template().with(|r| r.template_body("{}")).await.unwrap();
    assert_eq!((valid.description(), valid.parameters()[0].default_value()), (Some("topics"), Some("shop")));
    let cost = cloudformation.estimate_template_cost().with(|r| r.template_body("{}")).await.unwrap();
    assert_eq!(cost.as_deref(), Some("https://calculator.aws"));
    let stacks = cloudformation.account_limit("StackLimit");
    assert_eq!(stacks.data().await.unwrap().value(), Some(200));
    let access = cloudformation.describe_organizations_access().await.unwrap();
    assert_eq!(access, Some(OrganizationStatus::Disabled));
    let publisher = cloudformation.register_publisher().with(|r| r.accept_terms_and_conditions(true)).await.unwrap();
    assert_eq!(publisher, Some(cloudformation.publisher("p-1")));
}
