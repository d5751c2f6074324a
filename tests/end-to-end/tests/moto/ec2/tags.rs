//! Tags of many resources at once, and what becomes of instances of which one isn't there.
//!
//! The fake refuses a call because of a volume or VPC that isn't there, but tags instances that aren't.

use aws_resources::{
    ec2::{self, Ec2, StateChanges as _, TagAll as _, TagTarget},
    prelude::*,
};
use end_to_end::fake::Account;

use super::{launch, switch, tag, vpc};
use crate::SOON;

/// A key pair is tagged by an id that stands in its data.
#[tokio::test]
async fn resources_of_several_types_are_tagged_together() {
    let account = Account::new("eu-west-1").await;
    let ec2 = Ec2::new(&account.session);
    let vpc = vpc(&account).await;
    let instance = ec2.instance(launch(&account, &[1]).await.remove(0));
    let volume = ec2.create_volume().with(|r| r.availability_zone("eu-west-1a").size(8)).await.unwrap().unwrap();
    let pair = ec2.create_key_pair().with(|r| r.key_name("login")).await.unwrap().unwrap();
    let all = || -> [TagTarget; 4] {
        [vpc.clone().into(), instance.clone().into(), volume.clone().into(), pair.clone().into()]
    };

    let report = ec2::tag_all(all(), [("team", "web"), ("stage", "test")]).await;
    assert_eq!(report.failed().count(), 0, "{report:?}");
    assert_eq!(report.responses().len(), 1, "one call");
    let mut tags = vpc.data().await.unwrap().tags().to_vec();
    tags.sort_by_key(|tag| tag.key().map(str::to_owned));
    assert_eq!(tags, [tag("stage", "test"), tag("team", "web")]);
    assert_eq!(instance.data().await.unwrap().tags().len(), 2);
    assert_eq!(volume.data().await.unwrap().tags().len(), 2);
    assert_eq!(pair.data().await.unwrap().tags().len(), 2);

    assert!(ec2::untag_all(all(), Vec::<String>::new()).await.into_result().unwrap().is_empty());
    assert_eq!(vpc.reload().await.unwrap().tags().len(), 2, "no key is no tag, not every tag");
    let report = ec2::untag_all(all(), ["stage", "missing"]).await;
    assert_eq!(report.failed().count(), 0, "{report:?}");
    assert_eq!(vpc.data().await.unwrap().tags(), [tag("team", "web")]);
    assert_eq!(pair.data().await.unwrap().tags(), [tag("team", "web")]);
}

#[tokio::test]
async fn a_resource_that_is_not_there_keeps_none_from_its_tags() {
    let account = Account::new("eu-west-1").await;
    let ec2 = Ec2::new(&account.session);
    let mut volumes = Vec::new();
    for _ in 0..5 {
        let create = ec2.create_volume().with(|r| r.availability_zone("eu-west-1a").size(8));
        volumes.push(create.await.unwrap().unwrap());
    }
    let vpc = vpc(&account).await;
    let mut targets: Vec<TagTarget> = volumes.iter().cloned().map(TagTarget::from).collect();
    targets.insert(2, ec2.volume("vol-0123456789abcdef0").into());
    targets.push(ec2.vpc("vpc-0123456789abcdef0").into());
    targets.push(vpc.clone().into());
    let report = ec2::tag_all(targets, [("team", "web")]).await;
    let failed: Vec<_> = report.failed().map(|item| item.resource().identifiers()[0].1.clone()).collect();
    assert_eq!(failed, ["vol-0123456789abcdef0", "vpc-0123456789abcdef0"]);
    for (item, code) in report.failed().zip(["InvalidVolume.NotFound", "InvalidVpcID.NotFound"]) {
        let error = item.result().unwrap_err();
        assert_eq!((error.is_not_found(), error.code()), (true, Some(code)), "{error}");
    }
    for volume in &volumes {
        assert_eq!(volume.reload().await.unwrap().tags(), [tag("team", "web")]);
    }
    assert_eq!(vpc.reload().await.unwrap().tags(), [tag("team", "web")]);

    let report = ec2.volumes().tag_all([("team", "db")]).await;
    assert_eq!(report.into_result().unwrap().len(), 5);
    assert_eq!(volumes[4].reload().await.unwrap().tags(), [tag("team", "db")]);
    assert_eq!(ec2.volumes().untag_all(["team"]).await.failed().count(), 0);
    assert!(volumes[4].reload().await.unwrap().tags().is_empty());
}

/// A call takes a thousand.
#[tokio::test]
async fn more_than_a_thousand_are_tagged_in_two_calls() {
    let account = Account::new("eu-west-1").await;
    let ec2 = Ec2::new(&account.session);
    let ids = launch(&account, &[1005]).await;
    let report = ec2::tag_all(ids.iter().map(|id| TagTarget::from(ec2.instance(id))), [("team", "web")]).await;
    assert_eq!((report.items().len(), report.failed().count(), report.responses().len()), (1005, 0, 2));
    for id in [&ids[0], &ids[1004]] {
        assert_eq!(ec2.instance(id).tags_collection().try_collect().await.unwrap(), [ec2.tag(id, "team", "web")]);
    }
}

/// One is gone since it was listed, another is protected.
#[tokio::test]
async fn an_instance_that_cannot_be_stopped_or_terminated_keeps_none_from_it() {
    let account = Account::new("us-east-1").await;
    let ec2 = Ec2::new(&account.session);
    let ids = launch(&account, &[5]).await;
    let gone = ids[2].clone();
    let stop = ec2.instances().stop().with(move |r| {
        let ids = r.get_instance_ids().iter().flatten();
        let ids = ids.map(|id| if *id == gone { "i-0123456789abcdef0".to_owned() } else { id.clone() }).collect();
        r.set_instance_ids(Some(ids))
    });
    let report = stop.await;
    let failed: Vec<_> =
        report.failed().map(|item| (item.resource().id(), item.result().unwrap_err().code())).collect();
    assert_eq!(failed, [(ids[2].as_str(), Some("InvalidInstanceID.NotFound"))]);
    assert_eq!(report.state_changes().len(), 4);
    for id in ids.iter().filter(|id| **id != ids[2]) {
        ec2.instance(id).wait_until_stopped().every(SOON).await.unwrap();
    }

    let protected = ec2.instance(&ids[3]);
    protected.modify_attribute().with(|r| r.disable_api_termination(switch(true))).await.unwrap();
    let report = ec2.instances().terminate().await;
    let failed: Vec<_> =
        report.failed().map(|item| (item.resource().id(), item.result().unwrap_err().code())).collect();
    assert_eq!(failed, [(protected.id(), Some("OperationNotPermitted"))]);
    assert_eq!(report.state_changes().len(), 4);
    for id in ids.iter().filter(|id| *id != protected.id()) {
        assert!(report.state_changes().contains_key(id.as_str()));
        ec2.instance(id).wait_until_terminated().every(SOON).await.unwrap();
    }
}
