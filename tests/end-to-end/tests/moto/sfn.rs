//! State machines with their executions and aliases, and activities. The fake pages them; it runs nothing, so that
//! executions go on until they are stopped, and knows no versions but as what an alias leads to.

use aws_resources::{prelude::*, sfn::Sfn};
use aws_sdk_sfn::{
    Client,
    types::{ExecutionStatus, RoutingConfigurationListItem, StateMachineStatus, Tag},
};
use end_to_end::{exercised, fake::Account};

use crate::{SOON, pages};

const PASS: &str = r#"{"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}"#;

/// The ARNs of state machines that the plain SDK creates, with one version each.
async fn create(account: &Account, names: &[&str]) -> Vec<(String, String)> {
    let client = Client::new(&account.config);
    let mut arns = Vec::new();
    for name in names {
        let role = format!("arn:aws:iam::{}:role/Shop", account.id);
        let made = client.create_state_machine().name(*name).definition(PASS).role_arn(role).publish(true);
        let made = made.send().await.unwrap();
        arns.push((made.state_machine_arn, made.state_machine_version_arn.unwrap_or_default()));
    }
    arns
}

#[tokio::test]
async fn state_machines_are_listed_on_pages() {
    let account = Account::new("eu-west-1").await;
    let created = create(&account, &["a", "b", "c", "d", "e"]).await;
    let machines = Sfn::new(&account.session).state_machines();
    let found = pages(machines.clone().page_size(2), |it| it.arn_identifier().to_owned()).await.unwrap();
    assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [2, 2, 1]);
    assert_eq!(found.concat(), created.iter().map(|(arn, _)| arn.clone()).collect::<Vec<_>>());
    assert_eq!(machines.first().await.unwrap().unwrap().summary().unwrap().name(), "a");
}

#[tokio::test]
async fn a_state_machine_lives_and_dies() {
    let account = Account::new("eu-west-1").await;
    let sfn = Sfn::new(&account.session);
    let role = format!("arn:aws:iam::{}:role/Shop", account.id);
    let machine = sfn.create_state_machine().with(|r| r.name("orders").definition(PASS).role_arn(role)).await.unwrap();
    let arn = machine.arn().await.unwrap();
    let listed = Client::new(&account.config).list_state_machines().send().await.unwrap();
    exercised::arn("sfn.StateMachine", &arn, Some(listed.state_machines()[0].state_machine_arn()));
    let template = "arn:${Partition}:states:${Region}:${Account}:stateMachine:${StateMachineName}";
    account.assert_arn(&arn, template, &[("StateMachineName", "orders")]);
    assert_eq!(machine.data().await.unwrap().status(), Some(&StateMachineStatus::Active));

    let tag = |key: &str| Tag::builder().key(key).value("x").build();
    machine.tag_resource().with(|r| r.tags(tag("team")).tags(tag("stage"))).await.unwrap();
    let tags = machine.tags_collection().try_collect().await.unwrap();
    let found: Vec<_> = tags.iter().map(|tag| (tag.resource_arn(), tag.key())).collect();
    assert_eq!(found, [(arn.as_str(), "team"), (arn.as_str(), "stage")]);
    machine.tag_subresource("team").delete().await.unwrap();
    assert!(machine.tag_subresource("team").data().await.unwrap_err().is_not_found());
    let report = machine.tags_collection().delete().await;
    assert_eq!((report.items().len(), report.failed().count()), (1, 0), "{report:?}");

    machine.delete().await.unwrap();
    machine.wait_until_deleted().every(SOON).await.unwrap();
    let gone = machine.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    assert_eq!(gone.code(), Some("StateMachineDoesNotExist"));
}

#[tokio::test]
async fn executions_are_stopped() {
    let account = Account::new("us-east-1").await;
    let machine = create(&account, &["orders"]).await.remove(0).0;
    let machine = Sfn::new(&account.session).state_machine(machine);
    let mut started = Vec::new();
    for number in 0..3 {
        started.push(machine.start_execution().with(|r| r.name(format!("run-{number}")).input("{}")).await.unwrap());
    }
    let mut found = pages(machine.executions().page_size(2), |it| it.arn_identifier().to_owned()).await.unwrap();
    assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
    let mut expected: Vec<_> = started.iter().map(|it| it.arn_identifier().to_owned()).collect();
    found.iter_mut().for_each(|page| page.sort());
    expected.sort();
    let mut all = found.concat();
    all.sort();
    assert_eq!(all, expected);

    let run = &started[1];
    let arn = run.arn().await.unwrap();
    let listed = Client::new(&account.config).describe_execution().execution_arn(run.arn_identifier()).send().await;
    exercised::arn("sfn.Execution", &arn, Some(listed.unwrap().execution_arn()));
    let template = "arn:${Partition}:states:${Region}:${Account}:execution:${StateMachineName}:${ExecutionId}";
    account.assert_arn(&arn, template, &[("StateMachineName", "orders"), ("ExecutionId", "run-1")]);
    assert_eq!(run.data().await.unwrap().status(), &ExecutionStatus::Running);
    assert_eq!(run.state_machine().await.unwrap(), Some(machine.clone()));
    assert_eq!((run.map_run().await.unwrap(), run.state_machine_alias().await.unwrap()), (None, None));
    assert_eq!(run.describe_state_machine().await.unwrap().name(), "orders");
    let history = run.history().try_collect().await.unwrap();
    assert_eq!(history[0].execution(), *run);
    assert_eq!(run.history_event(history[0].id()).data().await.unwrap().r#type().as_str(), "ExecutionStarted");
    assert!(run.history_event(9_999).data().await.unwrap_err().is_not_found());

    run.stop().await.unwrap();
    assert_eq!(run.data().await.unwrap().status(), &ExecutionStatus::Aborted);
    let aborted = run.wait_until_succeeded().every(SOON).await.unwrap_err();
    assert!(aborted.to_string().contains("ABORTED"), "{aborted}");
    let running = machine.executions().filter(|r| r.status_filter(ExecutionStatus::Running));
    assert_eq!(running.try_collect().await.unwrap().len(), 2);
    let missing = Sfn::new(&account.session).execution(format!("{arn}x")).data().await.unwrap_err();
    assert!(missing.is_not_found(), "{missing}");
}

#[tokio::test]
async fn an_alias_leads_to_versions() {
    let account = Account::new("eu-west-1").await;
    let (machine, version) = create(&account, &["orders"]).await.remove(0);
    let sfn = Sfn::new(&account.session);
    let to = RoutingConfigurationListItem::builder().state_machine_version_arn(&version).weight(100).build().unwrap();
    let alias = sfn.create_state_machine_alias().with(|r| r.name("live").routing_configuration(to)).await.unwrap();
    assert_eq!(alias.versions().await.unwrap(), [sfn.state_machine_version(&version)]);
    assert_eq!(sfn.state_machine(machine).aliases().try_collect().await.unwrap(), std::slice::from_ref(&alias));
    let arn = alias.arn().await.unwrap();
    let client = Client::new(&account.config);
    let plain = client.describe_state_machine_alias().state_machine_alias_arn(alias.arn_identifier()).send().await;
    exercised::arn("sfn.StateMachineAlias", &arn, plain.unwrap().state_machine_alias_arn());
    let template = "arn:${Partition}:states:${Region}:${Account}:stateMachine:${StateMachineName}:live";
    account.assert_arn(&arn, template, &[("StateMachineName", "orders")]);
    let version = sfn.state_machine_version(version).arn().await.unwrap();
    let template = "arn:${Partition}:states:${Region}:${Account}:stateMachine:${StateMachineName}:1";
    account.assert_arn(&version, template, &[("StateMachineName", "orders")]);
    alias.delete().await.unwrap();
    assert!(alias.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn an_update_publishes_a_version_that_the_alias_goes_on_to() {
    let account = Account::new("us-east-1").await;
    let (machine, first) = create(&account, &["orders"]).await.remove(0);
    let sfn = Sfn::new(&account.session);
    let to = |version: &str| {
        RoutingConfigurationListItem::builder().state_machine_version_arn(version).weight(100).build().unwrap()
    };
    let create = sfn.create_state_machine_alias().with(|r| r.name("live").routing_configuration(to(&first)));
    let alias = create.await.unwrap();
    let machine = sfn.state_machine(machine);
    assert_eq!(machine.data().await.unwrap().definition(), PASS);
    let other = PASS.replace("Done", "Over");
    let updated = machine.update().with(|r| r.definition(&other).publish(true)).await.unwrap();
    assert_eq!(machine.data().await.unwrap().definition(), other, "an action forgets the data");
    let second = updated.state_machine_version_arn().unwrap();
    assert_eq!(sfn.state_machine_version(second).data().await.unwrap().definition(), other);
    assert_eq!(sfn.state_machine_version(&first).data().await.unwrap().definition(), PASS);

    assert_eq!(alias.versions().await.unwrap(), [sfn.state_machine_version(&first)]);
    alias.update().with(|r| r.description("moved").routing_configuration(to(second))).await.unwrap();
    assert_eq!(alias.versions().await.unwrap(), [sfn.state_machine_version(second)]);
    assert_eq!(alias.data().await.unwrap().description(), Some("moved"));
}

#[tokio::test]
async fn an_activity_lives_and_dies() {
    let account = Account::new("eu-west-1").await;
    let sfn = Sfn::new(&account.session);
    let activity = sfn.create_activity().with(|r| r.name("pack")).await.unwrap();
    let arn = activity.arn().await.unwrap();
    let listed = Client::new(&account.config).list_activities().send().await.unwrap();
    exercised::arn("sfn.Activity", &arn, Some(listed.activities()[0].activity_arn()));
    account.assert_arn(&arn, "arn:${Partition}:states:${Region}:${Account}:activity:${ActivityName}", &[]);
    assert_eq!(sfn.activities().try_collect().await.unwrap(), std::slice::from_ref(&activity));
    assert_eq!(activity.data().await.unwrap().name(), "pack");
    activity.delete().await.unwrap();
    let gone = activity.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
}
