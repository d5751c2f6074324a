//! Drift, the registry, scans and refactors, and what CloudFormation says of what isn't there.

use std::fmt::Display;

use aws_resources::{ErrorKind, cloudformation::CloudFormation};
use aws_sdk_cloudformation::types::{StackRefactorActionEntity, StackRefactorActionType};
use end_to_end::{
    answers::{query, query_error},
    exercised,
    script::{Answer, Script, session},
    sent::params,
};

pub(super) const STACK: &str = "arn:aws:cloudformation:eu-west-1:123456789012:stack/shop/1f";

pub(super) fn answer(operation: &str, result: impl Display) -> Answer {
    query("http://cloudformation.amazonaws.com/doc/2010-05-15/", operation, result)
}

pub(super) fn missing(code: &str, message: &str) -> Answer {
    query_error(400, code, message)
}

/// Three resources tell it by the message, as the code says that something is wrong with the request.
#[tokio::test]
async fn a_validation_error_is_not_found_only_where_its_message_says_so() {
    for (message, expected) in [
        ("Stack with id shop does not exist", true),
        ("1 validation error detected: Value 's' at 'stackName' failed to satisfy constraint", false),
    ] {
        let script = Script::new([missing("ValidationError", message)]);
        let error = CloudFormation::new(&session(&script)).stack("shop").data().await.unwrap_err();
        assert_eq!(error.is_not_found(), expected, "{error}");
    }
    let script = Script::new([
        missing("ValidationError", "Resource Orders does not exist for stack shop"),
        missing("ValidationError", "Stack [shop] does not exist"),
        missing("ChangeSetNotFound", "ChangeSet [first] does not exist"),
    ]);
    let stack = CloudFormation::new(&session(&script)).stack("shop");
    assert!(stack.resource("Orders").data().await.unwrap_err().is_not_found());
    assert!(stack.change_set("first").data().await.unwrap_err().is_not_found());
    assert!(stack.change_set("first").data().await.unwrap_err().is_not_found());
}

#[tokio::test(start_paused = true)]
async fn drift_is_detected_and_then_listed() {
    let id = "<StackDriftDetectionId>d-1</StackDriftDetectionId>";
    let state = |state: &str| {
        let result = format!("<StackId>{STACK}</StackId>{id}<DetectionStatus>{state}</DetectionStatus>");
        answer("DescribeStackDriftDetectionStatus", result + "<Timestamp>2026-01-01T00:00:00Z</Timestamp>")
    };
    let drifts = |names: &[&str], token: &str| {
        let item = |name: &&str| {
            format!(
                "<member><StackId>{STACK}</StackId><LogicalResourceId>{name}</LogicalResourceId>\
                 <ResourceType>AWS::SNS::Topic</ResourceType><StackResourceDriftStatus>MODIFIED\
                 </StackResourceDriftStatus><Timestamp>2026-01-01T00:00:00Z</Timestamp></member>"
            )
        };
        let items: String = names.iter().map(item).collect();
        answer("DescribeStackResourceDrifts", format!("<StackResourceDrifts>{items}</StackResourceDrifts>{token}"))
    };
    let script = Script::new([
        answer("DetectStackDrift", id),
        state("DETECTION_IN_PROGRESS"),
        state("DETECTION_COMPLETE"),
        state("DETECTION_COMPLETE"),
        drifts(&["Orders"], "<NextToken>t1</NextToken>"),
        drifts(&["Bills"], ""),
        drifts(&["Orders"], "<NextToken>t1</NextToken>"),
        drifts(&["Bills"], ""),
        drifts(&["Orders"], ""),
    ]);
    let stack = CloudFormation::new(&session(&script)).stack("shop");
    let detection = stack.detect_drift().await.unwrap().unwrap();
    detection.wait_until_complete().await.unwrap();
    assert_eq!(detection.stack().await.unwrap().unwrap().name(), STACK);

    let drifts = stack.resource_drifts().page_size(1).try_collect().await.unwrap();
    let found: Vec<_> = drifts.iter().map(|it| (it.stack_name(), it.logical_resource_id())).collect();
    assert_eq!(found, [("shop", "Orders"), ("shop", "Bills")]);
    assert_eq!(script.request(5).param("NextToken").as_deref(), Some("t1"));
    assert_eq!(script.request(5).param("MaxResults").as_deref(), Some("1"));
    let bills = stack.resource_drift("Bills");
    assert_eq!(bills.data().await.unwrap().logical_resource_id(), Some("Bills"), "searched to the second page");
    assert!(bills.reload().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn hooks_are_asked_for_the_stacks_id() {
    let stacks = format!(
        "<Stacks><member><StackName>shop</StackName><StackId>{STACK}</StackId><StackStatus>CREATE_COMPLETE\
         </StackStatus><CreationTime>2026-01-01T00:00:00Z</CreationTime></member></Stacks>"
    );
    let results = "<HookResults><member><HookResultId>h-1</HookResultId></member></HookResults>";
    let script = Script::new([
        answer("DescribeStacks", stacks),
        answer("ListHookResults", format!("{results}<NextToken>t</NextToken>")),
        answer("ListHookResults", results.replace("h-1", "h-2")),
    ]);
    let results = CloudFormation::new(&session(&script)).stack("shop").hook_results().try_collect().await.unwrap();
    assert_eq!(results.iter().map(|it| it.id()).collect::<Vec<_>>(), ["h-1", "h-2"]);
    for request in [1, 2] {
        assert_eq!(script.request(request).param("TargetType").as_deref(), Some("STACK"));
        assert_eq!(script.request(request).param("TargetId").as_deref(), Some(STACK));
    }
}

#[tokio::test]
async fn changes_are_searched_on_all_pages_of_their_change_set() {
    let page = |name: &str, token: &str| {
        let change = format!(
            "<ResourceChange><Action>Add</Action><LogicalResourceId>{name}</LogicalResourceId></ResourceChange>"
        );
        let changes = format!("<Changes><member><Type>Resource</Type>{change}</member></Changes>{token}");
        answer("DescribeChangeSet", changes)
    };
    let hook = |target: &str| format!("<member><TypeName>Shop::Hook::Check</TypeName>{target}</member>");
    let target = "<TargetDetails><TargetType>RESOURCE</TargetType><ResourceTargetDetails><LogicalResourceId>Bills\
                  </LogicalResourceId></ResourceTargetDetails></TargetDetails>";
    let hooks = format!("<Hooks>{}{}</Hooks>", hook(""), hook(target));
    let script = Script::new([
        page("Orders", "<NextToken>t</NextToken>"),
        page("Bills", ""),
        answer("DescribeChangeSetHooks", &hooks),
        answer("DescribeChangeSetHooks", &hooks),
    ]);
    let cloudformation = CloudFormation::new(&session(&script));
    let change = cloudformation.change("shop", "first", "Bills").data().await.unwrap();
    assert_eq!(change.resource_change().unwrap().logical_resource_id(), Some("Bills"));
    assert_eq!(script.request(1).param("ChangeSetName").as_deref(), Some("first"));
    assert_eq!(script.request(1).param("NextToken").as_deref(), Some("t"));

    let hooks = cloudformation.change_set("shop", "first").hooks().try_collect().await.unwrap();
    assert_eq!(hooks.iter().map(|it| it.logical_resource_id()).collect::<Vec<_>>(), [None, Some("Bills")]);
    assert_ne!(hooks[0], hooks[1]);
    assert!(hooks[1].reload().await.unwrap().target_details().is_some());
}

#[tokio::test(start_paused = true)]
async fn an_extension_is_registered_and_has_versions() {
    let arn = "arn:aws:cloudformation:eu-west-1:123456789012:type/resource/Shop-Order-Bill";
    let progress = |status: &str, arns: &str| {
        answer("DescribeTypeRegistration", format!("<ProgressStatus>{status}</ProgressStatus>{arns}"))
    };
    let done = format!("<TypeArn>{arn}</TypeArn><TypeVersionArn>{arn}/00000002</TypeVersionArn>");
    let version = |number: &str| format!("<member><Arn>{arn}/{number}</Arn><VersionId>{number}</VersionId></member>");
    let versions =
        format!("<TypeVersionSummaries>{}{}</TypeVersionSummaries>", version("00000001"), version("00000002"));
    let script = Script::new([
        answer("RegisterType", "<RegistrationToken>r-1</RegistrationToken>"),
        progress("IN_PROGRESS", ""),
        progress("COMPLETE", &done),
        progress("COMPLETE", &done),
        answer("ListTypeVersions", versions),
        answer("DescribeType", format!("<Arn>{arn}</Arn><OriginalTypeArn>{arn}-public</OriginalTypeArn>")),
        missing("TypeNotFoundException", "The type does not exist."),
    ]);
    let cloudformation = CloudFormation::new(&session(&script));
    let register =
        cloudformation.register_type().with(|r| r.type_name("Shop::Order::Bill").schema_handler_package("s3://x"));
    let registration = register.await.unwrap().unwrap();
    registration.wait_until_complete().await.unwrap();
    let version = registration.type_version().await.unwrap().unwrap();
    let extension = registration.r#type().await.unwrap().unwrap();
    assert_eq!(script.count(), 4, "both are of the same data");
    exercised::arn("cloudformation.TypeVersion", &version.arn().await.unwrap(), Some(&format!("{arn}/00000002")));
    exercised::arn("cloudformation.Type", &extension.arn().await.unwrap(), Some(arn));
    let versions = extension.versions().try_collect().await.unwrap();
    assert_eq!(versions[1], version);
    assert_eq!(script.request(4).param("Arn").as_deref(), Some(arn));
    let original = extension.original_type().await.unwrap().unwrap();
    assert_eq!(original.arn_identifier(), format!("{arn}-public"));
    assert!(original.data().await.unwrap_err().is_not_found());
}

#[tokio::test(start_paused = true)]
async fn an_operation_that_is_stopped_fails_the_waiter() {
    let state = |status: &str| {
        let operation = format!("<OperationId>o-1</OperationId><Status>{status}</Status>");
        answer("DescribeStackSetOperation", format!("<StackSetOperation>{operation}</StackSetOperation>"))
    };
    let script = Script::new([state("RUNNING"), state("STOPPED"), state("RUNNING"), state("SUCCEEDED")]);
    let operation = CloudFormation::new(&session(&script)).stack_set("everywhere").operation("o-1");
    let stopped = operation.wait_until_succeeded().await.unwrap_err();
    assert!(stopped.to_string().contains("STOPPED"), "{stopped}");
    operation.wait_until_succeeded().await.unwrap();
    assert_eq!(script.request(0).params()["OperationId"], "o-1");
    assert_eq!(script.request(0).params()["StackSetName"], "everywhere");
}

/// Makes each call, whose answer doesn't matter here, and looks at what it sent; an operation's ID is made up by the
/// SDK where it isn't expected.
macro_rules! each_sends {
    ($script:ident, $params:expr, $($operation:ident: $call:expr),+ $(,)?) => {{
        let expected = params(&$params);
        $(
            _ = $call.await;
            let sent = $script.request($script.count() - 1);
            let mut params = sent.params();
            if !expected.contains_key("OperationId") {
                params.remove("OperationId");
            }
            assert_eq!((sent.operation().as_str(), params), (stringify!($operation), expected.clone()));
        )+
    }};
}

#[tokio::test]
async fn requests_name_the_stack_or_the_stack_set() {
    let script = Script::by(|sent| answer(&sent.operation(), ""));
    let cloudformation = CloudFormation::new(&session(&script));
    let (stack, set) = (cloudformation.stack("shop"), cloudformation.stack_set("all"));
    each_sends!(script, [("StackName", "shop")],
        CancelUpdateStack: stack.cancel_update(), ContinueUpdateRollback: stack.continue_update_rollback(),
        RollbackStack: stack.rollback(), UpdateTerminationProtection: stack.update_termination_protection(),
        GetTemplateSummary: stack.get_template_summary(), CreateGeneratedTemplate: stack.create_generated_template(),
        DescribeEvents: stack.operation_events().try_collect());
    each_sends!(script, [("StackName", "shop"), ("ChangeSetName", "first")],
        DescribeEvents: stack.change_set("first").operation_events().try_collect());
    each_sends!(script, [("StackName", "shop"), ("LogicalResourceId", "Orders")],
        SignalResource: stack.resource("Orders").signal(),
        DetectStackResourceDrift: stack.resource_drift("Orders").detect());
    each_sends!(script, [("StackSetName", "all")],
        DetectStackSetDrift: set.detect_drift(), ImportStacksToStackSet: set.import_stacks(),
        UpdateStackSet: set.update(), UpdateStackInstances: set.update_instances(),
        GetTemplateSummary: set.get_template_summary());
    each_sends!(script, [("StackSetName", "all"), ("OperationId", "o-1")],
        StopStackSetOperation: set.operation("o-1").stop());
    let instance = set.instance("111111111111", "eu-west-3");
    each_sends!(script,
        [("StackSetName", "all"), ("Accounts.member.1", "111111111111"), ("Regions.member.1", "eu-west-3")],
        UpdateStackInstances: instance.update());
}

#[tokio::test]
async fn requests_name_the_extension_the_scan_or_the_template() {
    let script = Script::by(|sent| answer(&sent.operation(), ""));
    let cloudformation = CloudFormation::new(&session(&script));
    let (extension, version) = (cloudformation.r#type("arn:t"), cloudformation.type_version("arn:t/1"));
    each_sends!(script, [("Arn", "arn:t")],
        DeactivateType: extension.deactivate(), DeregisterType: extension.deregister(),
        PublishType: extension.publish(), TestType: extension.test());
    each_sends!(script, [("Arn", "arn:t/1")],
        SetTypeDefaultVersion: version.set_default(), DeregisterType: version.deregister(), TestType: version.test());
    each_sends!(script, [("PublicTypeArn", "arn:t")], ActivateType: extension.activate());
    each_sends!(script, [("TypeArn", "arn:t")], SetTypeConfiguration: extension.set_configuration());
    each_sends!(script, [("TypeConfigurationIdentifiers.member.1.TypeConfigurationArn", "arn:c")],
        BatchDescribeTypeConfigurations: cloudformation.type_configuration("arn:c").data());
    let scan = cloudformation.resource_scan("arn:s");
    each_sends!(script, [("ResourceScanId", "arn:s")],
        ListResourceScanResources: scan.list_resources(),
        ListResourceScanRelatedResources: scan.list_related_resources());
    let template = cloudformation.generated_template("arn:g");
    each_sends!(script, [("GeneratedTemplateName", "arn:g")],
        UpdateGeneratedTemplate: template.update(), DeleteGeneratedTemplate: template.delete());
    each_sends!(script, [("StackRefactorId", "f-1")],
        ExecuteStackRefactor: cloudformation.stack_refactor("f-1").execute());
    each_sends!(script, [],
        ActivateOrganizationsAccess: cloudformation.activate_organizations_access(),
        DeactivateOrganizationsAccess: cloudformation.deactivate_organizations_access(),
        RecordHandlerProgress: cloudformation.record_handler_progress(),
        BatchDescribeTypeConfigurations: cloudformation.batch_describe_type_configurations(),
        ListTypeRegistrations: cloudformation.type_registrations().try_collect(),
        ListStackRefactors: cloudformation.stack_refactors().try_collect());
}

/// Waits where the answer has the wanted state, and where it has one from which that can't be reached.
macro_rules! waits {
    ($([$operation:literal, $waiter:expr, $result:expr, $wanted:literal, $other:literal]),+ $(,)?) => {$(
        for (state, failure) in [($wanted, None), ($other, Some(ErrorKind::WaiterFailed))] {
            let script = Script::new([answer($operation, $result(state))]);
            let result = $waiter(CloudFormation::new(&session(&script))).await;
            assert_eq!(result.err().map(|error| error.kind()), failure, "{} {state}", $operation);
        }
    )+};
}

#[tokio::test(start_paused = true)]
async fn waiters_know_good_states_and_bad_ones() {
    let stacks = |state: &str| {
        format!(
            "<Stacks><member><StackName>shop</StackName><StackId>{STACK}</StackId><StackStatus>{state}</StackStatus>\
             <CreationTime>2026-01-01T00:00:00Z</CreationTime></member></Stacks>"
        )
    };
    let status = |state: &str| format!("<Status>{state}</Status>");
    waits!(
        [
            "DescribeStacks",
            |it: CloudFormation| it.stack("shop").wait_until_import_complete(),
            stacks,
            "IMPORT_COMPLETE",
            "IMPORT_ROLLBACK_FAILED"
        ],
        [
            "DescribeStacks",
            |it: CloudFormation| it.stack("shop").wait_until_rollback_complete(),
            stacks,
            "UPDATE_ROLLBACK_COMPLETE",
            "UPDATE_ROLLBACK_FAILED"
        ],
        [
            "DescribeStackRefactor",
            |it: CloudFormation| it.stack_refactor("f-1").wait_until_create_complete(),
            status,
            "CREATE_COMPLETE",
            "CREATE_FAILED"
        ],
        [
            "DescribeStackRefactor",
            |it: CloudFormation| it.stack_refactor("f-1").wait_until_execute_complete(),
            |state: &str| format!("<ExecutionStatus>{state}</ExecutionStatus>"),
            "EXECUTE_COMPLETE",
            "EXECUTE_FAILED"
        ],
        [
            "DescribeGeneratedTemplate",
            |it: CloudFormation| it.generated_template("arn:g").wait_until_complete(),
            status,
            "COMPLETE",
            "FAILED"
        ],
        [
            "DescribeResourceScan",
            |it: CloudFormation| it.resource_scan("arn:s").wait_until_complete(),
            status,
            "COMPLETE",
            "EXPIRED"
        ],
    );
}

#[tokio::test]
async fn a_refactor_moves_resources_between_stacks() {
    let action =
        |kind: &str, entity: &str| format!("<member><Action>{kind}</Action><Entity>{entity}</Entity></member>");
    let page = |actions: &str, token: &str| {
        answer("ListStackRefactorActions", format!("<StackRefactorActions>{actions}</StackRefactorActions>{token}"))
    };
    let script = Script::new([
        answer("CreateStackRefactor", "<StackRefactorId>f-1</StackRefactorId>"),
        answer("DescribeStackRefactor", format!("<StackIds><member>{STACK}</member></StackIds>")),
        page(&action("CREATE", "STACK"), "<NextToken>t</NextToken>"),
        page(&action("MOVE", "RESOURCE"), ""),
    ]);
    let cloudformation = CloudFormation::new(&session(&script));
    let refactor =
        cloudformation.create_stack_refactor().with(|r| r.enable_stack_creation(true)).await.unwrap().unwrap();
    assert_eq!(script.request(0).param("EnableStackCreation").as_deref(), Some("true"));
    assert_eq!(refactor.stacks().await.unwrap(), [cloudformation.stack(STACK)]);
    let actions = refactor.actions().try_collect().await.unwrap();
    let found: Vec<_> = actions.iter().map(|it| (it.action().clone(), it.entity().clone())).collect();
    let create = (StackRefactorActionType::Create, StackRefactorActionEntity::Stack);
    assert_eq!(found, [create, (StackRefactorActionType::Move, StackRefactorActionEntity::Resource)]);
    assert_eq!(actions[1].stack_refactor(), refactor);
    assert_eq!(script.request(3).param("NextToken").as_deref(), Some("t"));
}
