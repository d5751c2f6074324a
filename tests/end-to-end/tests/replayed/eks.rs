//! Updates, add-ons, access entries, identity providers, capabilities, insights and subscriptions.

use std::slice;

use aws_resources::{
    ErrorKind,
    eks::{Cluster, Eks},
};
use end_to_end::{
    answers::{rest_json as json, rest_json_error},
    exercised,
    script::{Answer, Script, session},
};
use serde_json::json;

pub(super) const ROLE: &str = "arn:aws:iam::111122223333:role/admin";

pub(super) fn not_found() -> Answer {
    rest_json_error(404, "ResourceNotFoundException", "not there")
}

pub(super) fn shop(script: &Script) -> Cluster {
    Eks::new(&session(script)).cluster("shop")
}

/// AWS finds the update of a node group only if the request names the node group.
#[tokio::test(start_paused = true)]
async fn an_update_keeps_what_it_updates() {
    let update = |status: &str| json(json!({"update": {"id": "u-1", "status": status}}));
    let script = Script::new([
        update("InProgress"),
        json(json!({"updateIds": ["u-1"]})),
        update("InProgress"),
        update("Successful"),
        update("Failed"),
    ]);
    let nodes = shop(&script).nodegroup("small");
    let started = nodes.update_version().await.unwrap().expect("the answer has its id");
    assert_eq!((started.cluster_name(), started.nodegroup_name(), started.addon_name()), ("shop", Some("small"), None));
    assert_eq!(nodes.updates().try_collect().await.unwrap(), slice::from_ref(&started));
    assert_eq!(script.request(1).query()["nodegroupName"], "small");
    started.wait_until_complete().await.unwrap();
    assert_eq!(script.request(3).path(), "/clusters/shop/updates/u-1");
    assert_eq!(script.request(3).query()["nodegroupName"], "small");
    let failed = started.wait_until_complete().await.unwrap_err();
    assert_eq!(failed.kind(), ErrorKind::WaiterFailed);
}

#[tokio::test]
async fn updates_are_listed_with_what_the_filter_names() {
    let listed = |id: &str| json(json!({"updateIds": [id]}));
    let script = Script::new([listed("u-1"), listed("u-2")]);
    let shop = shop(&script);
    let own = shop.updates().first().await.unwrap().unwrap();
    assert_eq!((own.id(), own.addon_name()), ("u-1", None));
    let addon = shop.updates().filter(|r| r.addon_name("vpc-cni")).first().await.unwrap().unwrap();
    assert_eq!((addon.id(), addon.addon_name()), ("u-2", Some("vpc-cni")));
}

#[tokio::test(start_paused = true)]
async fn an_addon_lives_and_dies() {
    let arn = "arn:aws:eks:eu-west-1:111122223333:addon/shop/vpc-cni/7";
    let addon = |status: &str| {
        let roles = ["arn:aws:eks:eu-west-1:111122223333:podidentityassociation/shop/a-1"];
        json(json!({"addon": {
            "addonName": "vpc-cni", "clusterName": "shop", "status": status, "addonArn": arn,
            "podIdentityAssociations": roles,
        }}))
    };
    let info = json!({"addons": [{"addonName": "vpc-cni", "addonVersions": [{"addonVersion": "v1.19.0"}]}]});
    let script = Script::new([
        addon("CREATING"),
        addon("CREATING"),
        addon("ACTIVE"),
        json(json!({"addons": ["vpc-cni"]})),
        json(info),
        addon("DELETING"),
        not_found(),
        not_found(),
    ]);
    let shop = shop(&script);
    let made = shop.create_addon().with(|r| r.addon_name("vpc-cni")).await.unwrap().unwrap();
    exercised::arn("eks.Addon", &made.arn().await.unwrap(), made.loaded().unwrap().addon_arn());
    assert_eq!(made.pod_identity_associations().await.unwrap(), [shop.pod_identity_association("a-1")]);
    made.wait_until_active().await.unwrap();
    assert_eq!(shop.addons().try_collect().await.unwrap(), slice::from_ref(&made));
    assert_eq!(made.info().data().await.unwrap().addon_versions()[0].addon_version(), Some("v1.19.0"));
    made.delete().await.unwrap();
    made.wait_until_deleted().await.unwrap();
    assert!(made.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn an_access_entry_has_policies() {
    let policy = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy";
    let entry = "arn:aws:eks:eu-west-1:111122223333:access-entry/shop/role/111122223333/admin/7";
    let associated = json!({"policyArn": policy, "accessScope": {"type": "cluster"}});
    let list = json!({"clusterName": "shop", "principalArn": ROLE, "associatedAccessPolicies": [associated.clone()]});
    let none = json!({"clusterName": "shop", "principalArn": ROLE, "associatedAccessPolicies": []});
    let script = Script::new([
        json(json!({"accessEntries": [ROLE]})),
        json(json!({"accessEntry": {"clusterName": "shop", "principalArn": ROLE, "accessEntryArn": entry}})),
        json(json!({"associatedAccessPolicy": associated})),
        json(list),
        json(json!({})),
        json(none),
        json(json!({"accessPolicies": [{"name": "AmazonEKSViewPolicy", "arn": policy}]})),
    ]);
    let shop = shop(&script);
    let admin = shop.access_entries().first().await.unwrap().unwrap();
    exercised::arn("eks.AccessEntry", &admin.arn().await.unwrap(), Some(entry));
    let view = admin.associate_policy().with(|r| r.policy_arn(policy)).await.unwrap().unwrap();
    assert_eq!(admin.associated_policies().try_collect().await.unwrap(), slice::from_ref(&view));
    assert_eq!(view.access_entry(), admin);
    view.disassociate().await.unwrap();
    assert!(view.data().await.unwrap_err().is_not_found());
    let policy = view.access_policy();
    let data = policy.data().await.unwrap();
    assert_eq!(data.name(), Some("AmazonEKSViewPolicy"));
    exercised::arn("eks.AccessPolicy", &policy.arn().await.unwrap(), data.arn());
}

#[tokio::test(start_paused = true)]
async fn an_identity_provider_has_a_type_and_a_name() {
    let arn = "arn:aws:eks:eu-west-1:111122223333:identityproviderconfig/shop/oidc/login/7";
    let config = |status: &str| {
        let oidc = json!({"identityProviderConfigName": "login", "identityProviderConfigArn": arn, "status": status});
        json(json!({"identityProviderConfig": {"oidc": oidc}}))
    };
    let listed = json!({"identityProviderConfigs": [{"type": "oidc", "name": "login"}]});
    let script = Script::new([json(listed), config("CREATING"), config("ACTIVE"), config("DELETING"), not_found()]);
    let shop = shop(&script);
    let login = shop.identity_provider_configs().first().await.unwrap().unwrap();
    assert_eq!(login, shop.identity_provider_config("oidc", "login"));
    exercised::arn("eks.IdentityProviderConfig", &login.arn().await.unwrap(), Some(arn));
    assert_eq!(script.request(1).json(), json!({"identityProviderConfig": {"type": "oidc", "name": "login"}}));
    login.wait_until_active().await.unwrap();
    login.wait_until_deleted().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_capability_and_insights_are_awaited() {
    let capability = |status: &str| json(json!({"capability": {"capabilityName": "argo", "status": status}}));
    let refresh = |status: &str| json(json!({"message": "so it is", "status": status}));
    let script = Script::new([
        capability("CREATING"),
        capability("ACTIVE"),
        capability("DEGRADED"),
        refresh("IN_PROGRESS"),
        refresh("IN_PROGRESS"),
        refresh("COMPLETED"),
        capability("DELETING"),
        not_found(),
    ]);
    let shop = shop(&script);
    let argo = shop.capability("argo");
    argo.wait_until_active().await.unwrap();
    assert_eq!(argo.wait_until_active().await.unwrap_err().kind(), ErrorKind::WaiterFailed);
    let insights = shop.insights_refresh();
    insights.start().await.unwrap();
    insights.wait_until_completed().await.unwrap();
    argo.wait_until_deleted().await.unwrap();
}

#[tokio::test]
async fn a_cluster_leads_to_its_version() {
    let cluster = json!({"cluster": {"name": "shop", "version": "1.33"}});
    let version =
        json!({"clusterVersions": [{"clusterVersion": "1.33", "clusterType": "eks", "defaultVersion": true}]});
    let script = Script::new([json(cluster), json(version.clone()), json(version)]);
    let shop = shop(&script);
    let version = shop.cluster_version().await.unwrap().expect("it has one");
    assert!(version.data().await.unwrap().default_version());
    assert_eq!(script.request(1).query()["clusterVersions"], "1.33");
    assert_eq!(Eks::new(shop.session()).cluster_versions().try_collect().await.unwrap(), [version]);
}
