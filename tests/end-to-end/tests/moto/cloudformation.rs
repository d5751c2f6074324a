//! Stacks with what is in them, change sets and stack sets. The fake lists 50 stacks on a page, and finishes what it is
//! told at once; it knows no registry, no drift and no scans.

use aws_resources::{ErrorKind, cloudformation::CloudFormation};
use aws_sdk_cloudformation::{
    Client,
    types::{ChangeSetType, Parameter, StackInstanceStatus, StackSetOperationStatus, StackSetStatus, StackStatus},
};
use end_to_end::{exercised, fake::Account};

use crate::{SOON, pages};

const TOPIC: &str = r#"{
    "Parameters": { "Title": { "Type": "String", "Default": "shop" } },
    "Resources": { "Orders": { "Type": "AWS::SNS::Topic", "Properties": { "DisplayName": { "Ref": "Title" } } } },
    "Outputs": { "Topic": { "Value": { "Ref": "Orders" }, "Export": { "Name": "orders-topic" } } }
}"#;
const EMPTY: &str = r#"{ "Resources": {} }"#;
const STACK: &str = "arn:${Partition}:cloudformation:${Region}:${Account}:stack/${StackName}/${Id}";

#[tokio::test]
async fn stacks_are_listed_on_two_pages_with_their_data() {
    let account = Account::new("eu-west-1").await;
    let client = Client::new(&account.config);
    let names: Vec<_> = (0..52).map(|number| format!("stack-{number}")).collect();
    for name in &names {
        client.create_stack().stack_name(name).template_body(EMPTY).send().await.unwrap();
    }
    let stacks = CloudFormation::new(&account.session).stacks();
    let found = pages(stacks.clone(), |stack| stack.name().to_owned()).await.unwrap();
    assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [50, 2]);
    assert_eq!(found.concat(), names);
    let first = stacks.first().await.unwrap().unwrap();
    assert_eq!(first.loaded().unwrap().stack_status(), Some(&StackStatus::CreateComplete));
}

#[tokio::test]
async fn a_stack_lives_and_dies() {
    let account = Account::new("us-east-1").await;
    let cloudformation = CloudFormation::new(&account.session);
    let stack = cloudformation.create_stack().with(|r| r.stack_name("shop").template_body(TOPIC)).await.unwrap();
    let stack = stack.expect("the request has the name");
    stack.wait_until_exists().every(SOON).await.unwrap();
    stack.wait_until_create_complete().every(SOON).await.unwrap();
    let plain = Client::new(&account.config).describe_stacks().stack_name("shop").send().await.unwrap();
    let id = plain.stacks()[0].stack_id().unwrap();
    let arn = stack.arn().await.unwrap();
    exercised::arn("cloudformation.Stack", &arn, Some(id));
    account.assert_arn(&arn, STACK, &[("StackName", "shop")]);
    assert_eq!((stack.parent().await.unwrap(), stack.root().await.unwrap()), (None, None));
    assert_eq!(cloudformation.stack(id).data().await.unwrap().stack_name(), Some("shop"), "an ID is a name, too");

    let resources = stack.resources().try_collect().await.unwrap();
    assert_eq!(resources.len(), 1);
    assert_eq!((resources[0].stack_name(), resources[0].logical_id()), ("shop", "Orders"));
    assert_eq!(resources[0].summary().unwrap().resource_type(), Some("AWS::SNS::Topic"));
    assert_eq!(resources[0].stack(), stack);
    assert_eq!(resources[0].arn().await.unwrap_err().kind(), ErrorKind::NoArn);
    let topic = stack.resource("Orders").data().await.unwrap().physical_resource_id().unwrap().to_owned();
    assert!(topic.starts_with(&format!("arn:aws:sns:us-east-1:{}:", account.id)), "{topic}");
    let summaries = stack.resource_summaries().try_collect().await.unwrap();
    assert_eq!(summaries.iter().map(|it| it.resource()).collect::<Vec<_>>(), resources);
    assert_eq!(summaries[0].data().await.unwrap().resource_type(), Some("AWS::SNS::Topic"));

    let exports = cloudformation.exports().try_collect().await.unwrap();
    assert_eq!(exports.iter().map(|it| it.name()).collect::<Vec<_>>(), ["orders-topic"]);
    let export = cloudformation.export("orders-topic");
    assert_eq!(export.data().await.unwrap().value(), Some(&*topic));
    assert_eq!(export.stack().await.unwrap().unwrap().name(), id);

    let changed = Parameter::builder().parameter_key("Title").parameter_value("fair").build();
    stack.update().with(|r| r.use_previous_template(true).parameters(changed)).await.unwrap();
    assert!(stack.loaded().is_none(), "an action forgets the data");
    stack.wait_until_update_complete().every(SOON).await.unwrap();
    assert_eq!(stack.data().await.unwrap().parameters()[0].parameter_value(), Some("fair"));
    let events = stack.events().try_collect().await.unwrap();
    let done = events.iter().filter(|it| it.loaded().unwrap().resource_status().unwrap().as_str() == "UPDATE_COMPLETE");
    assert!(done.count() > 0, "{events:?}");
    assert_eq!(events[0].stack().await.unwrap().unwrap().name(), id);
    let template = stack.get_template().await.unwrap();
    assert!(template.template_body().is_some_and(|body| body.contains("AWS::SNS::Topic")));
    let summary = stack.get_template_summary().await.unwrap();
    assert_eq!(summary.resource_types(), ["AWS::SNS::Topic"]);
    assert_eq!(summary.parameters()[0].default_value(), Some("shop"));
    stack.set_policy().with(|r| r.stack_policy_body(r#"{"Statement": []}"#)).await.unwrap();
    assert_eq!(stack.get_policy().await.unwrap().as_deref(), Some(r#"{"Statement": []}"#));

    stack.delete().await.unwrap();
    cloudformation.stack(id).wait_until_delete_complete().every(SOON).await.unwrap();
    let gone = stack.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    assert_eq!(gone.code(), Some("ValidationError"), "only the message tells");
    assert!(export.reload().await.unwrap_err().is_not_found());
    let summaries = cloudformation.stack_summaries().try_collect().await.unwrap();
    let deleted: Vec<_> =
        summaries.iter().map(|it| (it.name(), it.summary().unwrap().stack_status().cloned())).collect();
    assert_eq!(deleted, [(id, Some(StackStatus::DeleteComplete))]);
    assert_eq!(summaries[0].data().await.unwrap().stack_name(), Some("shop"), "its ID finds it when it is deleted");
}

/// The fake says that a stack's resource isn't there as AWS does: as of a stack, by the message.
#[tokio::test]
async fn what_is_missing_is_not_found() {
    let account = Account::new("eu-west-1").await;
    let cloudformation = CloudFormation::new(&account.session);
    for missing in [
        cloudformation.stack("none").data().await.unwrap_err(),
        cloudformation.stack_resource("none", "Orders").data().await.unwrap_err(),
        cloudformation.stack_set("none").data().await.unwrap_err(),
    ] {
        assert!(missing.is_not_found(), "{missing}");
    }
}

#[tokio::test]
async fn a_change_set_is_executed() {
    let account = Account::new("eu-west-1").await;
    let stack = CloudFormation::new(&account.session).stack("shop");
    let made = stack
        .create_change_set()
        .with(|r| r.change_set_name("first").change_set_type(ChangeSetType::Create).template_body(TOPIC));
    let set = made.await.unwrap().expect("the request has the name");
    set.wait_until_create_complete().every(SOON).await.unwrap();
    let plain = Client::new(&account.config).describe_change_set().stack_name("shop").change_set_name("first");
    let plain = plain.send().await.unwrap();
    let arn = set.arn().await.unwrap();
    exercised::arn("cloudformation.ChangeSet", &arn, plain.change_set_id());
    let template = "arn:${Partition}:cloudformation:${Region}:${Account}:changeSet/${ChangeSetName}/${Id}";
    account.assert_arn(&arn, template, &[("ChangeSetName", "first")]);
    assert_eq!(set.stack(), stack);
    assert_eq!(stack.change_sets().try_collect().await.unwrap(), std::slice::from_ref(&set));
    let changes = set.changes().try_collect().await.unwrap();
    assert_eq!(changes.iter().map(|it| it.logical_resource_id()).collect::<Vec<_>>(), ["Orders"]);
    assert_eq!(changes[0].resource(), stack.resource("Orders"));
    let change = changes[0].reload().await.unwrap();
    assert_eq!(change.resource_change().unwrap().resource_type(), Some("AWS::SNS::Topic"));

    set.execute().await.unwrap();
    stack.wait_until_create_complete().every(SOON).await.unwrap();
    set.delete().await.unwrap();
    let gone = set.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
}

/// The fake fails with status 500 when it is asked for an instance that isn't there.
#[tokio::test]
async fn a_stack_set_has_instances_by_operations() {
    let account = Account::new("us-west-2").await;
    let cloudformation = CloudFormation::new(&account.session);
    let set = cloudformation.create_stack_set().with(|r| r.stack_set_name("everywhere").template_body(EMPTY)).await;
    let set = set.unwrap().expect("the request has the name");
    let plain = Client::new(&account.config).describe_stack_set().stack_set_name("everywhere").send().await.unwrap();
    let arn = set.arn().await.unwrap();
    exercised::arn("cloudformation.StackSet", &arn, plain.stack_set().unwrap().stack_set_arn());
    let template = "arn:${Partition}:cloudformation:${Region}:${Account}:stackset/${StackSetName}:${Id}";
    account.assert_arn(&arn, template, &[("StackSetName", "everywhere")]);

    let create = set.create_instances().with(|r| r.accounts(&account.id).regions("eu-west-1").regions("us-east-1"));
    let operation = create.await.unwrap().expect("AWS answers with the operation");
    operation.wait_until_succeeded().every(SOON).await.unwrap();
    assert_eq!(operation.stack_set(), set);
    assert_eq!(set.operations().try_collect().await.unwrap(), std::slice::from_ref(&operation));
    let results = operation.results().try_collect().await.unwrap();
    assert_eq!(results.iter().map(|it| it.region()).collect::<Vec<_>>(), ["eu-west-1", "us-east-1"]);

    let instances = set.instances().try_collect().await.unwrap();
    let found: Vec<_> = instances.iter().map(|it| (it.account(), it.region())).collect();
    assert_eq!(found, [(&*account.id, "eu-west-1"), (&account.id, "us-east-1")]);
    let instance = set.instance(&*account.id, "eu-west-1");
    assert_eq!(instance, instances[0]);
    assert_eq!(instance.data().await.unwrap().status(), Some(&StackInstanceStatus::Current));
    let update = instance.update().with(|r| {
        let parameter = Parameter::builder().parameter_key("Title").parameter_value("fair").build();
        r.parameter_overrides(parameter)
    });
    let operation = update.await.unwrap().expect("AWS answers with the operation");
    let overrides = instance.data().await.unwrap();
    assert_eq!(overrides.parameter_overrides()[0].parameter_value(), Some("fair"), "an action forgets the data");
    operation.stop().await.unwrap();
    assert_eq!(operation.data().await.unwrap().status(), Some(&StackSetOperationStatus::Stopped));
    let stopped = operation.wait_until_succeeded().every(SOON).await.unwrap_err();
    assert_eq!(stopped.kind(), ErrorKind::WaiterFailed);
    let update = set.update().with(|r| r.description("all of them").template_body(EMPTY)).await.unwrap();
    assert!(set.operations().try_collect().await.unwrap().contains(&update.expect("AWS answers with the operation")));
    assert_eq!(set.data().await.unwrap().description(), Some("all of them"));
    let full = set.delete().await.unwrap_err();
    assert_eq!(full.code(), Some("StackSetNotEmptyException"));
    for instance in &instances {
        instance.delete().with(|r| r.retain_stacks(false)).await.unwrap();
    }
    assert_eq!(set.instances().try_collect().await.unwrap(), []);
    set.delete().await.unwrap();
    let deleted = cloudformation.stack_sets().filter(|r| r.status(StackSetStatus::Deleted));
    assert_eq!(deleted.try_collect().await.unwrap(), [set]);
}
