//! EC2 refuses a whole call because of one of its resources: what that means for each of the others.

use std::{collections::HashSet, sync::Arc};

use aws_credential_types::{Credentials, provider::SharedCredentialsProvider};
use aws_resources::{
    ErrorKind, Session,
    ec2::{self, Ec2, StateChanges as _, TagAll as _, TagTarget},
    prelude::*,
};
use aws_sdk_ec2::types::InstanceStateName;
use end_to_end::{
    script::{Answer, REGION, Script, Sent, config, session},
    sent::params,
};
use tokio::sync::Notify;

use super::ec2::ec2 as answer;

fn refused(code: &str, message: &str) -> Answer {
    failed(400, code, message)
}

fn failed(status: u16, code: &str, message: &str) -> Answer {
    let body = format!(
        "<Response><Errors><Error><Code>{code}</Code><Message>{message}</Message></Error></Errors>\
         <RequestID>request-1</RequestID></Response>"
    );
    Answer::http(status, "text/xml", body)
}

fn done(operation: &str) -> Answer {
    answer(operation, "<return>true</return>")
}

/// The elements of a list parameter.
fn list(sent: &Sent, name: &str) -> Vec<String> {
    let params = sent.params();
    (1..).map_while(|index| params.get(&format!("{name}.{index}")).cloned()).collect()
}

/// How many elements a list parameter had in each request of this operation.
fn sizes(script: &Script, operation: &str, name: &str) -> Vec<usize> {
    let sent = script.sent();
    sent.iter().filter(|sent| sent.operation() == operation).map(|sent| list(sent, name).len()).collect()
}

fn described(ids: impl IntoIterator<Item = String>) -> Answer {
    let items: String = ids.into_iter().map(|id| format!("<item><instanceId>{id}</instanceId></item>")).collect();
    answer(
        "DescribeInstances",
        &format!("<reservationSet><item><instancesSet>{items}</instancesSet></item></reservationSet>"),
    )
}

/// An answer to `StopInstances` or `TerminateInstances`: these were running.
fn changed(operation: &str, ids: &[String], state: &str) -> Answer {
    let state = format!("<currentState><name>{state}</name></currentState>");
    let before = "<previousState><name>running</name></previousState>";
    let items: String =
        ids.iter().map(|id| format!("<item><instanceId>{id}</instanceId>{state}{before}</item>")).collect();
    answer(operation, &format!("<instancesSet>{items}</instancesSet>"))
}

#[tokio::test]
async fn of_150_instances_two_are_gone_and_148_are_stopped() {
    const GONE: [&str; 2] = ["i-10", "i-120"];
    let script = Script::by(|sent| {
        if sent.operation() == "DescribeInstances" {
            return described((0..150).map(|number| format!("i-{number}")));
        }
        let ids = list(sent, "InstanceId");
        let gone: Vec<_> = ids.iter().map(String::as_str).filter(|id| GONE.contains(id)).collect();
        match gone.is_empty() {
            true => changed("StopInstances", &ids, "stopping"),
            false => {
                refused("InvalidInstanceID.NotFound", &format!("The instance IDs '{}' do not exist", gone.join(", ")))
            }
        }
    });
    let report = Ec2::new(&session(&script)).instances().stop().await;
    assert_eq!(report.items().len(), 150);
    let failed: Vec<_> = report.failed().map(|item| item.resource().id()).collect();
    assert_eq!(failed, GONE);
    for item in report.failed() {
        let error = item.result().unwrap_err();
        assert!(error.is_not_found(), "{error}");
        let id = item.resource().id();
        assert_eq!(error.resource(), Some(format!("Instance id={id:?}").as_str()));
        assert_eq!(error.message(), format!("The instance IDs '{id}' do not exist"), "the error of its own call");
        assert!(item.resource().loaded().is_some(), "nothing was done to it");
    }
    assert!(report.succeeded().all(|instance| instance.loaded().is_none()));
    let sizes = sizes(&script, "StopInstances", "InstanceId");
    assert_eq!(sizes[..6], [100, 50, 25, 12, 6, 6]);
    assert_eq!(sizes.len(), 28, "{sizes:?}");

    let changes = report.state_changes();
    assert_eq!(changes.len(), 148);
    let state = changes["i-149"].current_state().and_then(|state| state.name());
    assert_eq!(state, Some(&InstanceStateName::Stopping));
    assert!(!changes.contains_key("i-10"));
}

/// AWS's own example: of four instances in two zones, C is protected. The refused call has terminated A and B.
#[tokio::test]
async fn a_protected_instance_keeps_none_but_itself() {
    let script = Script::by(|sent| {
        let ids = list(sent, "InstanceId");
        match sent.operation().as_str() {
            "DescribeInstances" => described(["i-a", "i-b", "i-c", "i-d"].map(str::to_owned)),
            _ if ids.iter().any(|id| id == "i-c") => {
                let message = "The instance 'i-c' may not be terminated. Modify its 'disableApiTermination' instance \
                               attribute and try again.";
                refused("OperationNotPermitted", message)
            }
            _ => changed("TerminateInstances", &ids, "shutting-down"),
        }
    });
    let report = Ec2::new(&session(&script)).instances().terminate().await;
    let results: Vec<_> = report.items().iter().map(|item| (item.resource().id(), item.result().is_ok())).collect();
    assert_eq!(results, [("i-a", true), ("i-b", true), ("i-c", false), ("i-d", true)]);
    assert_eq!(report.failed().next().unwrap().result().unwrap_err().code(), Some("OperationNotPermitted"));
    assert_eq!(sizes(&script, "TerminateInstances", "InstanceId"), [4, 2, 2, 1, 1]);
    assert_eq!(report.state_changes().keys().copied().collect::<HashSet<_>>(), HashSet::from(["i-a", "i-b", "i-d"]));
}

#[tokio::test]
async fn a_denial_of_everything_is_not_asked_for_again_and_again() {
    let script = Script::by(|_| refused("UnauthorizedOperation", "You are not authorized to perform this operation."));
    let ec2 = Ec2::new(&session(&script));
    let volumes = (0..1000).map(|number| TagTarget::from(ec2.volume(format!("vol-{number}"))));
    let report = ec2::tag_all(volumes, [("stage", "test")]).await;
    assert_eq!(report.failed().count(), 1000);
    assert!(report.failed().all(|item| item.result().unwrap_err().is_access_denied()));
    assert!(script.count() < 25, "{} calls", script.count());
}

/// A request that came too fast, or whose answer didn't come, isn't sent in parts.
#[tokio::test]
async fn a_call_that_fails_for_another_reason_is_not_divided() {
    for (failure, kind) in [
        (refused("RequestLimitExceeded", "Request limit exceeded."), ErrorKind::Service),
        (refused("RequestExpired", "Request has expired."), ErrorKind::Service),
        (failed(500, "InternalError", "An internal error has occurred."), ErrorKind::Service),
        (Answer::unreachable(), ErrorKind::Dispatch),
    ] {
        let script = Script::new([failure]);
        let ec2 = Ec2::new(&session(&script));
        let report = ec2::tag_all([ec2.vpc("vpc-1").into(), ec2.volume("vol-1").into()], [("a", "b")]).await;
        assert_eq!(report.failed().map(|item| item.result().unwrap_err().kind()).collect::<Vec<_>>(), [kind, kind]);
        assert_eq!(script.count(), 1);
    }
}

/// A key pair has its id in its data; an address is called by another identifier. `checklist 132, 133`
#[tokio::test]
async fn resources_of_any_types_are_tagged_in_one_call() {
    let pair = "<keySet><item><keyName>login</keyName><keyPairId>key-1</keyPairId></item></keySet>";
    let script = Script::new([answer("DescribeKeyPairs", pair), done("CreateTags"), done("DeleteTags")]);
    let ec2 = Ec2::new(&session(&script));
    let pair = ec2.key_pair("login");
    let targets: [TagTarget; 3] =
        [ec2.instance("i-1").into(), pair.clone().into(), ec2.vpc_address("eipalloc-1").into()];
    let report = ec2::tag_all(targets, [("team", "web"), ("spare", "")]).await;
    assert_eq!(report.failed().count(), 0, "{report:?}");
    let named: Vec<_> = report.items().iter().map(|item| item.resource().type_name()).collect();
    assert_eq!(named, ["Instance", "KeyPair", "VpcAddress"]);
    let second = report.items()[1].resource();
    assert_eq!(second.downcast_ref::<ec2::KeyPair>(), Some(&pair));
    assert!(second.downcast_ref::<ec2::Instance>().is_none());
    assert_eq!(second.identifiers(), [("name", "login".to_owned())]);
    assert_eq!(format!("{second:?}"), "KeyPair { name: \"login\" }");
    assert!(pair.loaded().is_none(), "its tags have changed");
    let ids = [("ResourceId.1", "i-1"), ("ResourceId.2", "key-1"), ("ResourceId.3", "eipalloc-1")];
    let tags = [("Tag.1.Key", "team"), ("Tag.1.Value", "web"), ("Tag.2.Key", "spare"), ("Tag.2.Value", "")];
    assert_eq!(script.request(1).params(), params(&[&ids[..], &tags[..]].concat()));

    let without: [TagTarget; 2] = [ec2.instance("i-1").into(), ec2.vpc("vpc-1").into()];
    let report = ec2::untag_all(without, ["team".to_owned(), String::new()]).await;
    assert_eq!(report.into_result().unwrap().len(), 2);
    let expected = [("ResourceId.1", "i-1"), ("ResourceId.2", "vpc-1"), ("Tag.1.Key", "team")];
    assert_eq!(script.request(2).params(), params(&expected), "a tag without value is any of that key");
}

/// `DeleteTags` without tags removes all that the user made.
#[tokio::test]
async fn without_tags_or_keys_nothing_is_called() {
    let script = Script::silent();
    let ec2 = Ec2::new(&session(&script));
    let target = || [TagTarget::from(ec2.volume("vol-1"))];
    assert!(ec2::untag_all(target(), Vec::<String>::new()).await.into_result().unwrap().is_empty());
    assert!(ec2::untag_all(target(), [""]).await.into_result().unwrap().is_empty());
    assert!(ec2::tag_all(target(), Vec::<(String, String)>::new()).await.into_result().unwrap().is_empty());
    assert!(ec2.volumes().untag_all(Vec::<String>::new()).await.into_result().unwrap().is_empty());
    assert!(ec2.volumes().tag_all(Vec::<(String, String)>::new()).await.into_result().unwrap().is_empty());
}

/// A thousand at a time; the report is in the order of what was given, whatever failed.
#[tokio::test]
async fn many_resources_are_sent_in_several_calls_and_some_again() {
    let script =
        Script::by(|sent| match list(sent, "ResourceId").iter().find(|id| *id == "vol-3" || *id == "vol-1499") {
            Some(gone) => refused("InvalidVolume.NotFound", &format!("The volume '{gone}' does not exist.")),
            None => done("DeleteTags"),
        });
    let ec2 = Ec2::new(&session(&script));
    let volumes = (0..1500).map(|number| TagTarget::from(ec2.volume(format!("vol-{number}"))));
    let report = ec2::untag_all(volumes, ["owner"]).await;
    let ids: Vec<_> = report.items().iter().map(|item| item.resource().identifiers()[0].1.clone()).collect();
    assert_eq!(ids, (0..1500).map(|number| format!("vol-{number}")).collect::<Vec<_>>());
    let failed: Vec<_> = report.failed().map(|item| item.resource().identifiers()[0].1.clone()).collect();
    assert_eq!(failed, ["vol-3", "vol-1499"]);
    let sizes = sizes(&script, "DeleteTags", "ResourceId");
    assert_eq!((sizes[0], sizes.iter().filter(|size| **size == 500).count(), sizes.len()), (1000, 3, 40), "{sizes:?}");
}

/// Each session has a client, and a Region, of its own.
#[tokio::test]
async fn resources_of_several_sessions_are_tagged_where_they_are() {
    let script = Script::by(|_| done("CreateTags"));
    let here = session(&script);
    let (ireland, ohio) = (Ec2::new(&here), Ec2::new(&here.region("us-east-2")));
    let targets: [TagTarget; 3] =
        [ireland.vpc("vpc-1").into(), ohio.vpc("vpc-2").into(), ireland.volume("vol-3").into()];
    let report = ec2::tag_all(targets, [("a", "b")]).await;
    assert_eq!(report.failed().count(), 0, "{report:?}");
    let regions: Vec<_> = report.items().iter().map(|item| item.resource().session().region_name()).collect();
    assert_eq!(regions, [Some("eu-west-1"), Some("us-east-2"), Some("eu-west-1")]);
    let sent: Vec<_> = script.sent().iter().map(|sent| (sent.host().to_owned(), list(sent, "ResourceId"))).collect();
    let expected = [("eu-west-1", vec!["vpc-1", "vol-3"]), ("us-east-2", vec!["vpc-2"])];
    for ((host, ids), (region, expected)) in sent.iter().zip(expected) {
        assert!(host.contains(region), "{host}");
        assert_eq!(*ids, expected);
    }
    assert_eq!(sent.len(), 2);
}

/// AWS would take a resource without a name for something else, or refuse all others with it.
#[tokio::test]
async fn a_resource_without_a_name_is_not_sent_with_the_others() {
    let script = Script::new([done("CreateTags")]);
    let ec2 = Ec2::new(&session(&script));
    let report = ec2::tag_all([ec2.vpc("").into(), ec2.vpc("vpc-1").into()], [("a", "b")]).await;
    let refused = report.items()[0].result().unwrap_err();
    assert!(refused.message().contains("the identifier `id` is empty"), "{refused}");
    report.items()[1].result().unwrap();
    assert_eq!(list(&script.request(0), "ResourceId"), ["vpc-1"]);
}

#[tokio::test]
async fn what_a_collection_lists_is_tagged() {
    let volume = |id: &str| format!("<item><volumeId>{id}</volumeId></item>");
    let volumes = format!("<volumeSet>{}{}</volumeSet>", volume("vol-1"), volume("vol-2"));
    let script = Script::new([
        answer("DescribeVolumes", &volumes),
        refused("InvalidVolume.NotFound", "The volume 'vol-2' does not exist."),
        done("CreateTags"),
        refused("InvalidVolume.NotFound", "The volume 'vol-2' does not exist."),
    ]);
    let report = Ec2::new(&session(&script)).volumes().tag_all([("stage", "test")]).await;
    let results: Vec<_> = report.items().iter().map(|item| (item.resource().id(), item.result().is_ok())).collect();
    assert_eq!(results, [("vol-1", true), ("vol-2", false)]);
    assert!(report.items()[0].resource().loaded().is_none());
    assert!(report.items()[1].resource().loaded().is_some());
    assert!(report.response_to(&report.items()[0]).is_some());
    assert!(report.response_to(&report.items()[1]).is_none());
    for call in 1..4 {
        assert_eq!(script.request(call).param("Tag.1.Value").as_deref(), Some("test"), "each call has the tags");
    }
}

/// What is loaded of its resources may be as it was before.
#[tokio::test]
async fn a_call_that_is_dropped_may_have_gone_through() {
    let volumes = "<volumeSet><item><volumeId>vol-1</volumeId></item></volumeSet>";
    let script = Script::new([answer("DescribeVolumes", volumes), done("CreateTags").after(&Arc::new(Notify::new()))]);
    let volume = Ec2::new(&session(&script)).volumes().first().await.unwrap().unwrap();
    assert!(volume.loaded().is_some());
    let tagging = tokio::spawn(ec2::tag_all([volume.clone().into()], [("a", "b")]).into_future());
    script.until_sent(2).await;
    tagging.abort();
    assert!(tagging.await.unwrap_err().is_cancelled());
    assert!(volume.loaded().is_none());
}

/// Two roles of an account see the same resources, but what one may change is the other's to be refused.
#[tokio::test]
async fn the_roles_of_an_account_are_not_mixed() {
    let script = Script::by(|_| done("CreateTags"));
    let session = |key: &str| {
        let credentials = SharedCredentialsProvider::new(Credentials::new(key, "secret", None, None, "test"));
        let config = config(&script, Some(REGION)).to_builder().credentials_provider(credentials).build();
        Session::new(&config).with_account_id("123456789012").unwrap()
    };
    let (network, storage) = (session("AKIDNETWORK"), session("AKIDSTORAGE"));
    assert_eq!(network, storage);
    let targets: [TagTarget; 4] = [
        Ec2::new(&network).vpc("vpc-1").into(),
        Ec2::new(&storage).volume("vol-2").into(),
        Ec2::new(&network.region("us-east-2").region(REGION)).subnet("subnet-3").into(),
        Ec2::new(&storage).snapshot("snap-4").into(),
    ];
    let report = ec2::tag_all(targets, [("a", "b")]).await;
    let ids: Vec<_> = report.items().iter().map(|item| item.resource().identifiers()[0].1.clone()).collect();
    assert_eq!(ids, ["vpc-1", "vol-2", "subnet-3", "snap-4"]);
    assert_eq!(report.failed().count(), 0, "{report:?}");
    let sent = script.sent();
    let calls: Vec<_> = sent.iter().map(|sent| (&*sent.headers["authorization"], list(sent, "ResourceId"))).collect();
    for ((signed, ids), (key, expected)) in
        calls.iter().zip([("AKIDNETWORK", ["vpc-1", "subnet-3"]), ("AKIDSTORAGE", ["vol-2", "snap-4"])])
    {
        assert!(signed.contains(key), "{signed}");
        assert_eq!(*ids, expected);
    }
    assert_eq!(calls.len(), 2);
}
