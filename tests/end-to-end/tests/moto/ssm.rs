//! Parameters, documents, maintenance windows, patch baselines and commands.
//!
//! The fake lists commands and windows on one page, gets no single patch baseline or task, and has neither nodes,
//! automations nor OpsItems; `replayed` has these.

use std::slice::from_ref;

use aws_resources::{
    ErrorKind,
    ssm::{Parameter, ParameterCollection as _, Ssm, TagCollection as _},
};
use aws_sdk_ssm::{
    Client,
    types::{
        CommandInvocationStatus, DocumentFormat, DocumentType, MaintenanceWindowResourceType,
        MaintenanceWindowTaskType, OperatingSystem, ParameterType, Tag, Target,
    },
};
use end_to_end::{exercised, fake::Account};
use serde_json::json;

use crate::{Pages, SOON, pages};

async fn put(account: &Account, name: &str, value: &str) -> Parameter {
    let put = Ssm::new(&account.session).put_parameter();
    put.with(|r| r.name(name).value(value).r#type(ParameterType::String)).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_listing_has_the_pages_of_the_plain_sdk() {
    let account = Account::new("eu-west-1").await;
    for number in 0..5 {
        put(&account, &format!("/shop/{number}"), "x").await;
    }
    put(&account, "/office/1", "x").await;
    let client = Client::new(&account.config);
    let mut plain = client.get_parameters_by_path().path("/shop").max_results(2).into_paginator().send();
    let mut expected: Pages = Vec::new();
    while let Some(page) = plain.try_next().await.unwrap() {
        expected.push(page.parameters().iter().map(|it| it.name.clone().unwrap()).collect());
    }
    let ssm = Ssm::new(&account.session);
    let parameters = ssm.parameters_by_path().filter(|r| r.path("/shop")).page_size(2);
    let found = pages(parameters, |it| it.name().to_owned()).await.unwrap();
    assert_eq!(found, expected);
    assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [2, 2, 1]);

    let all = ssm.parameters().try_collect().await.unwrap();
    assert_eq!(all.len(), 6);
    assert!(all[0].loaded().is_none(), "the listing has no values");
    let report = ssm.parameters_by_path().filter(|r| r.path("/shop")).delete().await;
    assert_eq!((report.items().len(), report.failed().count()), (5, 0), "{report:?}");
    assert_eq!(ssm.parameters().try_collect().await.unwrap(), [ssm.parameter("/office/1")]);
}

#[tokio::test]
async fn a_parameter_lives_and_dies() {
    let account = Account::new("us-east-1").await;
    for (name, id) in [("/shop/color", "shop/color"), ("color", "color")] {
        let parameter = put(&account, name, "red").await;
        let arn = parameter.arn().await.unwrap();
        let data = parameter.loaded().unwrap();
        exercised::arn("ssm.Parameter", &arn, data.arn());
        assert_eq!(arn.as_str(), format!("arn:aws:ssm:us-east-1:{}:parameter/{id}", account.id));
        assert_eq!(data.value(), Some("red"));

        parameter.put().with(|r| r.value("blue").overwrite(true)).await.unwrap();
        assert!(parameter.loaded().is_none(), "an action forgets the data");
        assert_eq!(parameter.data().await.unwrap().value(), Some("blue"));
        let history = parameter.history().try_collect().await.unwrap();
        assert_eq!(history, [parameter.version(1), parameter.version(2)]);
        assert_eq!(parameter.version(1).data().await.unwrap().value(), Some("red"));
        assert!(parameter.version(3).data().await.unwrap_err().is_not_found());
        history[0].label().with(|r| r.labels("old")).await.unwrap();
        assert_eq!(history[0].data().await.unwrap().labels(), ["old"]);

        parameter.delete().await.unwrap();
        let gone = parameter.data().await.unwrap_err();
        assert!(gone.is_not_found(), "{gone}");
        assert_eq!(gone.code(), Some("ParameterNotFound"));
    }
}

#[tokio::test]
async fn several_parameters_are_got_at_once() {
    let account = Account::new("eu-west-1").await;
    let (color, size) = (put(&account, "/shop/color", "red").await, put(&account, "/shop/size", "9").await);
    let get = Ssm::new(&account.session).get_parameters();
    let mut got = get.with(|r| r.names(color.name()).names(size.name()).names("/shop/none")).await.unwrap();
    got.sort_by(|one, other| one.name().cmp(other.name()));
    assert_eq!(got, [color.clone(), size], "one isn't there");
    assert_eq!(got[0].loaded().unwrap().value(), Some("red"));

    color.put().with(|r| r.value("blue").overwrite(true)).await.unwrap();
    color.label_version().with(|r| r.parameter_version(1).labels("old").labels("first").labels("warm")).await.unwrap();
    let removed = color.unlabel_version().with(|r| r.parameter_version(1).labels("old")).await.unwrap();
    assert_eq!(removed.removed_labels(), ["old"]);
    color.version(1).unlabel().with(|r| r.labels("first")).await.unwrap();
    assert_eq!(color.version(1).data().await.unwrap().labels(), ["warm"]);
    let value = color.get().with(|r| r.name("/shop/color:warm")).await.unwrap().unwrap();
    assert_eq!(value.value(), Some("red"));
}

/// The content of a document that runs a command.
fn content(text: &str) -> String {
    let inputs = json!({"runCommand": [text]});
    let step = json!({"action": "aws:runShellScript", "name": "run", "inputs": inputs});
    json!({"schemaVersion": "2.2", "description": text, "mainSteps": [step]}).to_string()
}

#[tokio::test]
async fn documents_come_in_pages() {
    let account = Account::new("eu-west-1").await;
    let client = Client::new(&account.config);
    for name in ["Restart-1", "Restart-2", "Restart-3"] {
        let create = client.create_document().name(name).content(content("one")).document_type(DocumentType::Command);
        create.document_format(DocumentFormat::Json).send().await.unwrap();
    }
    let ssm = Ssm::new(&account.session);
    let listed = pages(ssm.documents().page_size(2), |it| it.name().to_owned()).await.unwrap();
    assert_eq!(listed, [vec!["Restart-1", "Restart-2"], vec!["Restart-3"]]);
    let first = ssm.documents().first().await.unwrap().unwrap();
    assert_eq!(first.summary().unwrap().document_type(), Some(&DocumentType::Command));
    assert!(first.loaded().is_none(), "what is listed isn't the description");

    first.add_tags().with(|r| r.tags(Tag::builder().key("team").value("web").build().unwrap())).await.unwrap();
    assert_eq!(first.tags_collection().try_collect().await.unwrap(), [first.tag_subresource("team")]);
    first.update().with(|r| r.content(content("two")).document_version("$LATEST")).await.unwrap();
    let second = first.version("2");
    second.set_default().await.unwrap();
    assert_eq!(first.reload().await.unwrap().default_version(), Some("2"));
    first.version("1").delete().await.unwrap();
    assert!(first.version("1").data().await.unwrap_err().is_not_found());
    assert_eq!(second.data().await.unwrap().description(), Some("two"));
}

#[tokio::test]
async fn a_document_has_versions_and_is_shared() {
    let account = Account::new("eu-west-1").await;
    let create = Ssm::new(&account.session).create_document();
    let create = create.with(|r| {
        r.name("Restart")
            .content(content("one"))
            .document_type(DocumentType::Command)
            .document_format(DocumentFormat::Json)
    });
    let document = create.await.unwrap().unwrap();
    let arn = document.arn().await.unwrap();
    account.assert_arn(
        &arn,
        "arn:${Partition}:ssm:${Region}:${Account}:document/${DocumentName}",
        &[("DocumentName", "Restart")],
    );

    document.update().with(|r| r.content(content("two")).document_version("$LATEST")).await.unwrap();
    document.update_default_version().with(|r| r.document_version("2")).await.unwrap();
    assert_eq!(document.data().await.unwrap().description(), Some("two"));
    let first = document.version("1");
    assert_eq!(first.data().await.unwrap().description(), Some("one"));
    let text = first.get_content().await.unwrap();
    assert!(text.content().is_some_and(|it| it.contains("one")), "{text:?}");

    document.modify_permission().with(|r| r.account_ids_to_add("111122223333")).await.unwrap();
    let permissions = document.permissions().try_collect().await.unwrap();
    assert_eq!(permissions, [document.permission("111122223333")]);
    permissions[0].revoke().await.unwrap();
    assert!(permissions[0].data().await.unwrap_err().is_not_found());

    document.delete().await.unwrap();
    let gone = document.data().await.unwrap_err();
    assert_eq!((gone.kind(), gone.code()), (ErrorKind::NotFound, Some("InvalidDocument")), "{gone}");
}

#[tokio::test]
async fn a_maintenance_window_lives_and_dies() {
    let account = Account::new("eu-west-1").await;
    let create = Ssm::new(&account.session).create_maintenance_window();
    let create = create
        .with(|r| r.name("night").schedule("cron(0 2 ? * * *)").duration(3).cutoff(1).allow_unassociated_targets(true));
    let window = create.await.unwrap().unwrap();
    assert_eq!(window.data().await.unwrap().duration(), Some(3));
    let template = "arn:${Partition}:ssm:${Region}:${Account}:maintenancewindow/${ResourceId}";
    account.assert_arn(&window.arn().await.unwrap(), template, &[("ResourceId", window.id())]);
    assert_eq!(Ssm::new(&account.session).maintenance_windows().try_collect().await.unwrap(), from_ref(&window));

    let nodes = Target::builder().key("tag:team").values("web").build();
    let register = window.register_target();
    let target = register.with(|r| r.resource_type(MaintenanceWindowResourceType::Instance).targets(nodes)).await;
    let target = target.unwrap().unwrap();
    let template = "arn:${Partition}:ssm:${Region}:${Account}:windowtarget/${WindowTargetId}";
    account.assert_arn(&target.arn().await.unwrap(), template, &[("WindowTargetId", target.id())]);
    assert_eq!(window.targets().try_collect().await.unwrap(), from_ref(&target));
    assert_eq!(target.data().await.unwrap().targets()[0].values(), ["web"]);
    target.deregister().await.unwrap();
    assert!(target.data().await.unwrap_err().is_not_found());

    let nodes = Target::builder().key("tag:team").values("web").build();
    let register = window.register_task().with(|r| {
        r.task_arn("AWS-RunShellScript").task_type(MaintenanceWindowTaskType::RunCommand).targets(nodes).name("clean")
    });
    let task = register.await.unwrap().unwrap();
    let template = "arn:${Partition}:ssm:${Region}:${Account}:windowtask/${WindowTaskId}";
    account.assert_arn(&task.arn().await.unwrap(), template, &[("WindowTaskId", task.id())]);
    let listed = window.tasks().try_collect().await.unwrap();
    assert_eq!(listed, from_ref(&task));
    assert_eq!(listed[0].summary().unwrap().name(), Some("clean"));
    task.deregister().await.unwrap();
    assert_eq!(window.tasks().try_collect().await.unwrap(), []);

    window.delete().await.unwrap();
    let gone = window.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
}

#[tokio::test]
async fn a_patch_baseline_is_listed_and_deleted() {
    let account = Account::new("eu-west-1").await;
    let ssm = Ssm::new(&account.session);
    let baseline = ssm.create_patch_baseline().with(|r| r.name("ours")).await.unwrap().unwrap();
    assert_eq!(ssm.patch_baselines().try_collect().await.unwrap(), from_ref(&baseline));
    let template = "arn:${Partition}:ssm:${Region}:${Account}:patchbaseline/${PatchBaselineIdResourceId}";
    account.assert_arn(&baseline.arn().await.unwrap(), template, &[("PatchBaselineIdResourceId", baseline.id())]);
    baseline.delete().await.unwrap();
    assert_eq!(ssm.patch_baselines().try_collect().await.unwrap(), []);
}

/// The fake doesn't forget which group has had which baseline.
#[tokio::test]
async fn a_group_of_nodes_has_a_patch_baseline() {
    let account = Account::new("eu-west-1").await;
    let create = Ssm::new(&account.session).create_patch_baseline();
    let baseline = create.with(|r| r.name("ours").operating_system(OperatingSystem::AmazonLinux2)).await;
    let baseline = baseline.unwrap().unwrap();
    let group = baseline.register_patch_group().with(|r| r.patch_group("web")).await.unwrap().unwrap();
    assert_eq!(group, Ssm::new(&account.session).patch_group("web"));
    let of_group = group.get_patch_baseline().with(|r| r.operating_system(OperatingSystem::AmazonLinux2)).await;
    assert_eq!(of_group.unwrap().as_ref(), Some(&baseline));
    let left = baseline.deregister_patch_group().with(|r| r.patch_group("web")).await.unwrap();
    assert_eq!((left.baseline_id(), left.patch_group()), (Some(baseline.id()), Some("web")));
}

#[tokio::test]
async fn a_command_has_an_invocation_for_each_node() {
    let account = Account::new("eu-west-1").await;
    let ssm = Ssm::new(&account.session);
    let send = ssm.document("AWS-RunShellScript").send_command();
    let command = send.with(|r| r.instance_ids("i-0aaaaaaaaaaaaaaa1")).await.unwrap().unwrap();
    assert_eq!(ssm.commands().try_collect().await.unwrap(), from_ref(&command));
    assert_eq!(command.data().await.unwrap().document_name(), Some("AWS-RunShellScript"));
    assert_eq!(command.document().await.unwrap(), Some(ssm.document("AWS-RunShellScript")));
    let node = ssm.managed_instance("i-0aaaaaaaaaaaaaaa1");
    assert_eq!(node.commands().try_collect().await.unwrap(), from_ref(&command));
    assert_eq!(command.arn().await.unwrap_err().kind(), ErrorKind::NoArn);

    let invocation = command.invocation("i-0aaaaaaaaaaaaaaa1");
    invocation.wait_until_executed().every(SOON).await.unwrap();
    assert_eq!(invocation.data().await.unwrap().status(), Some(&CommandInvocationStatus::Success));
    let step = invocation.get().with(|r| r.plugin_name("aws:runShellScript")).await.unwrap();
    assert_eq!(step.response_code(), 0);
    assert_eq!((invocation.command(), invocation.managed_instance()), (command.clone(), node));
    assert!(command.invocation("i-0aaaaaaaaaaaaaaa2").data().await.unwrap_err().is_not_found());
    assert!(ssm.command("11111111-1111-1111-1111-111111111111").data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn tags_are_told_apart_by_what_they_are_on() {
    let account = Account::new("eu-west-1").await;
    let (shop, office) = (put(&account, "/shop", "1").await, put(&account, "/office", "1").await);
    for parameter in [&shop, &office] {
        let tags = ["stage", "team"].map(|key| Tag::builder().key(key).value(parameter.name()).build().unwrap());
        parameter.add_tags().with(|r| r.set_tags(Some(tags.to_vec()))).await.unwrap();
    }
    assert_ne!(shop.tag_subresource("team"), office.tag_subresource("team"));
    assert_eq!(shop.tag_subresource("team").data().await.unwrap().value(), "/shop");
    shop.tag_subresource("team").delete().await.unwrap();
    assert!(shop.tag_subresource("team").data().await.unwrap_err().is_not_found());
    assert_eq!(shop.tags_collection().try_collect().await.unwrap(), [shop.tag_subresource("stage")]);
    let report = office.tags_collection().delete().await;
    assert_eq!((report.items().len(), report.failed().count()), (2, 0), "{report:?}");
    assert_eq!(office.tags_collection().try_collect().await.unwrap(), []);
}
