//! Parameters, documents, maintenance windows, patch baselines and commands.
//!
//! The fake lists commands and windows on one page, gets no single patch baseline, and has neither nodes, automations
//! nor OpsItems; `replayed` has some of these.

use aws_resources::{
    ErrorKind,
    ssm::{Parameter, ParameterCollection as _, Ssm, TagCollection as _},
};
use aws_sdk_ssm::{
    Client,
    types::{DocumentFormat, DocumentType, MaintenanceWindowResourceType, ParameterType, Tag, Target},
};
use end_to_end::{exercised, fake::Account};
use serde_json::json;

use crate::{Pages, pages};

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
async fn a_document_has_versions_and_is_shared() {
    let account = Account::new("eu-west-1").await;
    let content = |text: &str| {
        let inputs = json!({"runCommand": [text]});
        let step = json!({"action": "aws:runShellScript", "name": "run", "inputs": inputs});
        json!({"schemaVersion": "2.2", "description": text, "mainSteps": [step]}).to_string()
    };
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
    assert_eq!(
        Ssm::new(&account.session).maintenance_windows().try_collect().await.unwrap(),
        std::slice::from_ref(&window)
    );

    let nodes = Target::builder().key("tag:team").values("web").build();
    let register = window.register_target();
    let target = register.with(|r| r.resource_type(MaintenanceWindowResourceType::Instance).targets(nodes)).await;
    let target = target.unwrap().unwrap();
    let template = "arn:${Partition}:ssm:${Region}:${Account}:windowtarget/${WindowTargetId}";
    account.assert_arn(&target.arn().await.unwrap(), template, &[("WindowTargetId", target.id())]);
    assert_eq!(window.targets().try_collect().await.unwrap(), std::slice::from_ref(&target));
    assert_eq!(target.data().await.unwrap().targets()[0].values(), ["web"]);
    target.deregister().await.unwrap();
    assert!(target.data().await.unwrap_err().is_not_found());

    window.delete().await.unwrap();
    let gone = window.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
}

#[tokio::test]
async fn a_patch_baseline_is_listed_and_deleted() {
    let account = Account::new("eu-west-1").await;
    let ssm = Ssm::new(&account.session);
    let baseline = ssm.create_patch_baseline().with(|r| r.name("ours")).await.unwrap().unwrap();
    assert_eq!(ssm.patch_baselines().try_collect().await.unwrap(), std::slice::from_ref(&baseline));
    let template = "arn:${Partition}:ssm:${Region}:${Account}:patchbaseline/${PatchBaselineIdResourceId}";
    account.assert_arn(&baseline.arn().await.unwrap(), template, &[("PatchBaselineIdResourceId", baseline.id())]);
    baseline.delete().await.unwrap();
    assert_eq!(ssm.patch_baselines().try_collect().await.unwrap(), []);
}

#[tokio::test]
async fn a_command_has_an_invocation_for_each_node() {
    let account = Account::new("eu-west-1").await;
    let ssm = Ssm::new(&account.session);
    let send = ssm.document("AWS-RunShellScript").send_command();
    let command = send.with(|r| r.instance_ids("i-0aaaaaaaaaaaaaaa1")).await.unwrap().unwrap();
    assert_eq!(ssm.commands().try_collect().await.unwrap(), std::slice::from_ref(&command));
    assert_eq!(command.data().await.unwrap().document_name(), Some("AWS-RunShellScript"));
    assert_eq!(command.document().await.unwrap(), Some(ssm.document("AWS-RunShellScript")));
    let node = ssm.managed_instance("i-0aaaaaaaaaaaaaaa1");
    assert_eq!(node.commands().try_collect().await.unwrap(), std::slice::from_ref(&command));
    assert_eq!(command.arn().await.unwrap_err().kind(), ErrorKind::NoArn);
}

#[tokio::test]
async fn tags_are_told_apart_by_what_they_are_on() {
    let account = Account::new("eu-west-1").await;
    let (shop, office) = (put(&account, "/shop", "1").await, put(&account, "/office", "1").await);
    for parameter in [&shop, &office] {
        let tags = ["stage", "team"].map(|key| Tag::builder().key(key).value(parameter.name()).build().unwrap());
        parameter.add_tags().with(|r| r.set_tags(Some(tags.to_vec()))).await.unwrap();
    }
    assert_ne!(shop.tag("team"), office.tag("team"));
    assert_eq!(shop.tag("team").data().await.unwrap().value(), "/shop");
    shop.tag("team").delete().await.unwrap();
    assert!(shop.tag("team").data().await.unwrap_err().is_not_found());
    assert_eq!(shop.tags().try_collect().await.unwrap(), [shop.tag("stage")]);
    let report = office.tags().delete().await;
    assert_eq!((report.items().len(), report.failed().count()), (2, 0), "{report:?}");
    assert_eq!(office.tags().try_collect().await.unwrap(), []);
}
