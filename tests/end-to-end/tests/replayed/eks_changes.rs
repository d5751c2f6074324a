//! What changes a cluster of EKS and its parts, and what lives and dies beside it: access entries, pod identities,
//! capabilities, certificate authorities, insights, subscriptions, and clusters that are registered.

use std::slice;

use aws_resources::{
    ErrorKind,
    eks::{Eks, Update},
};
use aws_sdk_eks::types::{ConnectorConfigProvider, ConnectorConfigRequest, InsightStatusValue};
use end_to_end::{
    answers::rest_json as json,
    exercised,
    script::{Script, session},
};
use serde_json::json;

use super::eks::{ROLE, not_found, shop};

/// What an update is known by: its id, its node group, its add-on and its capability.
fn known(update: Option<Update>) -> [Option<String>; 4] {
    let update = update.expect("the answer has its id");
    assert_eq!(update.cluster_name(), "shop");
    assert!(update.loaded().is_some(), "the answer has its data");
    let about =
        [update.nodegroup_name(), update.addon_name(), update.capability_name()].map(|it| it.map(str::to_owned));
    let [nodegroup, addon, capability] = about;
    [Some(update.id().to_owned()), nodegroup, addon, capability]
}

/// AWS finds an update by what it changes.
#[tokio::test]
async fn a_change_gives_an_update_of_what_it_changes() {
    let script = Script::by(|_| json(json!({"update": {"id": "u-1", "status": "InProgress"}})));
    let shop = shop(&script);
    let id = || Some("u-1".to_owned());
    let of_cluster = || [id(), None, None, None];
    assert_eq!(known(shop.update_config().with(|r| r.deletion_protection(true)).await.unwrap()), of_cluster());
    assert_eq!(known(shop.update_version().with(|r| r.version("1.34")).await.unwrap()), of_cluster());
    assert_eq!(known(shop.associate_encryption_config().await.unwrap()), of_cluster());
    assert_eq!(known(shop.associate_identity_provider_config().await.unwrap()), of_cluster());
    let login = shop.identity_provider_config("oidc", "login");
    assert_eq!(known(login.disassociate().await.unwrap()), of_cluster());
    let authority = shop.certificate_authority("ca-1");
    assert_eq!(known(authority.activate().await.unwrap()), of_cluster());
    assert_eq!(known(authority.delete().await.unwrap()), of_cluster());
    let update = Eks::new(shop.session()).update("shop", "u-1", None, None, None);
    assert_eq!(known(update.cancel().await.unwrap()), of_cluster());
    let nodes = shop.nodegroup("small").update_config().await.unwrap();
    assert_eq!(known(nodes), [id(), Some("small".to_owned()), None, None]);
    let addon = shop.addon("vpc-cni").update().await.unwrap();
    assert_eq!(known(addon), [id(), None, Some("vpc-cni".to_owned()), None]);
    let capability = shop.capability("argo").update().await.unwrap();
    assert_eq!(known(capability), [id(), None, None, Some("argo".to_owned())]);

    let expected = [
        "POST /clusters/shop/update-config",
        "POST /clusters/shop/updates",
        "POST /clusters/shop/encryption-config/associate",
        "POST /clusters/shop/identity-provider-configs/associate",
        "POST /clusters/shop/identity-provider-configs/disassociate",
        "POST /clusters/shop/certificate-authorities/ca-1/activate",
        "DELETE /clusters/shop/certificate-authorities/ca-1",
        "POST /clusters/shop/updates/u-1/cancel-update",
        "POST /clusters/shop/node-groups/small/update-config",
        "POST /clusters/shop/addons/vpc-cni/update",
        "POST /clusters/shop/capabilities/argo",
    ];
    assert_eq!(script.operations(), expected);
    assert_eq!(script.request(0).json()["deletionProtection"], json!(true));
    assert_eq!(script.request(1).json()["version"], json!("1.34"));
    assert_eq!(script.request(4).json()["identityProviderConfig"], json!({"type": "oidc", "name": "login"}));
}

#[tokio::test]
async fn an_access_entry_lives_and_dies() {
    let arn = "arn:aws:eks:eu-west-1:111122223333:access-entry/shop/role/111122223333/admin/7";
    let entry = |groups: &[&str]| {
        let entry = json!({
            "clusterName": "shop", "principalArn": ROLE, "accessEntryArn": arn, "kubernetesGroups": groups,
        });
        json(json!({"accessEntry": entry}))
    };
    let script = Script::new([entry(&[]), entry(&["viewers"]), json(json!({})), not_found()]);
    let shop = shop(&script);
    let made = shop.create_access_entry().with(|r| r.principal_arn(ROLE)).await.unwrap().unwrap();
    assert_eq!(made, shop.access_entry(ROLE));
    exercised::arn("eks.AccessEntry", &made.arn().await.unwrap(), made.loaded().unwrap().access_entry_arn());
    let updated = made.update().with(|r| r.kubernetes_groups("viewers")).await.unwrap();
    assert_eq!(updated.loaded().unwrap().kubernetes_groups(), ["viewers"]);
    let sent = script.request(1);
    assert_eq!(sent.path(), format!("/clusters/shop/access-entries/{ROLE}"));
    assert_eq!(sent.json()["kubernetesGroups"], json!(["viewers"]));
    made.delete().await.unwrap();
    assert!(made.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_pod_identity_lives_and_dies() {
    let arn = |id: &str| format!("arn:aws:eks:eu-west-1:111122223333:podidentityassociation/shop/{id}");
    let one = |id: &str, role: &str| {
        let (cluster, arn) = ("shop", arn(id));
        json!({"clusterName": cluster, "associationId": id, "associationArn": arn, "roleArn": role})
    };
    let page = |id: &str, next: Option<&str>| {
        let summary =
            json!({"clusterName": "shop", "associationId": id, "associationArn": arn(id), "namespace": "web"});
        json(json!({"associations": [summary], "nextToken": next}))
    };
    let script = Script::new([
        json(json!({"association": one("a-1", ROLE)})),
        page("a-0", Some("more")),
        page("a-1", None),
        json(json!({"association": one("a-1", "other")})),
        json(json!({"association": one("a-1", "other")})),
        json(json!({"association": one("a-1", "other")})),
        not_found(),
    ]);
    let shop = shop(&script);
    let made = shop.create_pod_identity_association();
    let made = made.with(|r| r.namespace("web").service_account("front").role_arn(ROLE)).await.unwrap().unwrap();
    assert_eq!(made.loaded().unwrap().role_arn(), Some(ROLE));
    let listed = shop.pod_identity_associations().page_size(1).try_collect().await.unwrap();
    assert_eq!(listed, [shop.pod_identity_association("a-0"), made.clone()]);
    assert_eq!(script.request(2).query()["nextToken"], "more");
    assert_eq!(listed[1].summary().unwrap().namespace(), Some("web"));
    let data = listed[1].data().await.unwrap();
    exercised::arn("eks.PodIdentityAssociation", &listed[1].arn().await.unwrap(), data.association_arn());
    let updated = made.update().with(|r| r.role_arn("other")).await.unwrap();
    assert_eq!(updated.loaded().unwrap().role_arn(), Some("other"));
    assert_eq!(made.delete().await.unwrap(), made);
    assert_eq!(script.request(5).method, "DELETE");
    assert!(made.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_capability_lives_and_dies() {
    let arn = "arn:aws:eks:eu-west-1:111122223333:capability/shop/argocd/argo/7";
    let argo = |status: &str| json!({"capabilityName": "argo", "clusterName": "shop", "arn": arn, "status": status});
    let script = Script::new([
        json(json!({"capability": argo("CREATING")})),
        json(json!({"capabilities": [argo("ACTIVE")]})),
        json(json!({"updateIds": ["u-1"]})),
        json(json!({"capability": argo("DELETING")})),
        not_found(),
    ]);
    let shop = shop(&script);
    let create = shop.create_capability().with(|r| r.capability_name("argo").role_arn(ROLE));
    let made = create.await.unwrap().expect("the answer has its name");
    exercised::arn("eks.Capability", &made.arn().await.unwrap(), made.loaded().unwrap().arn());
    let listed = shop.capabilities().try_collect().await.unwrap();
    assert_eq!(listed, slice::from_ref(&made));
    assert_eq!(listed[0].summary().unwrap().status().unwrap().as_str(), "ACTIVE");
    let update = made.updates().first().await.unwrap().unwrap();
    assert_eq!((update.id(), update.capability_name()), ("u-1", Some("argo")));
    assert_eq!(script.request(2).query()["capabilityName"], "argo");
    assert_eq!(made.delete().await.unwrap(), made);
    assert!(made.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn certificate_authorities_and_insights_are_listed_and_described() {
    let authority = |id: &str| json!({"id": id, "signingStatus": "ACTIVE"});
    let page =
        |id: &str, next: Option<&str>| json(json!({"certificateAuthorities": [authority(id)], "nextToken": next}));
    let insight = json!({"id": "i-1", "name": "Deprecated APIs", "insightStatus": {"status": "PASSING"}});
    let script = Script::new([
        json(json!({"update": {"id": "u-1"}, "certificateAuthority": authority("ca-2")})),
        page("ca-1", Some("more")),
        page("ca-2", None),
        json(json!({"certificateAuthority": authority("ca-2")})),
        not_found(),
        json(json!({"insights": [insight.clone()]})),
        json(json!({"insight": insight})),
        not_found(),
    ]);
    let shop = shop(&script);
    let made = shop.create_certificate_authority().await.unwrap().expect("the answer has its id");
    assert!(made.loaded().is_none(), "the answer has but its summary");
    let listed = shop.certificate_authorities().page_size(1).try_collect().await.unwrap();
    assert_eq!(listed, [shop.certificate_authority("ca-1"), made.clone()]);
    assert_eq!(script.request(2).query()["nextToken"], "more");
    assert_eq!(made.data().await.unwrap().id(), Some("ca-2"));
    assert_eq!(script.request(3).path(), "/clusters/shop/certificate-authorities/ca-2");
    assert!(made.reload().await.unwrap_err().is_not_found());

    let insight = shop.insights().first().await.unwrap().unwrap();
    assert_eq!(insight.summary().unwrap().name(), Some("Deprecated APIs"));
    let data = insight.data().await.unwrap();
    let status = data.insight_status().and_then(|status| status.status());
    assert_eq!(status, Some(&InsightStatusValue::Passing));
    assert_eq!(script.request(6).path(), "/clusters/shop/insights/i-1");
    assert!(insight.reload().await.unwrap_err().is_not_found());
}

#[tokio::test(start_paused = true)]
async fn a_subscription_lives_and_dies() {
    let arn = "arn:aws:eks:eu-west-1:111122223333:eks-anywhere-subscription/s-1";
    let one = |status: &str, renewed: bool| json!({"id": "s-1", "arn": arn, "status": status, "autoRenew": renewed});
    let found = |status: &str| json(json!({"subscription": one(status, false)}));
    let page = |id: &str, next: Option<&str>| json(json!({"subscriptions": [{"id": id}], "nextToken": next}));
    let script = Script::new([
        found("CREATING"),
        found("UPDATING"),
        found("ACTIVE"),
        found("EXPIRED"),
        page("s-0", Some("more")),
        page("s-1", None),
        json(json!({"subscription": one("ACTIVE", true)})),
        found("DELETING"),
        not_found(),
    ]);
    let eks = Eks::new(&session(&script));
    let made = eks.create_eks_anywhere_subscription().with(|r| r.name("shop").license_quantity(1)).await.unwrap();
    let made = made.expect("the answer has its id");
    exercised::arn("eks.EksAnywhereSubscription", &made.arn().await.unwrap(), made.loaded().unwrap().arn());
    made.wait_until_active().await.unwrap();
    assert_eq!(made.wait_until_active().await.unwrap_err().kind(), ErrorKind::WaiterFailed);
    let listed = eks.eks_anywhere_subscriptions().try_collect().await.unwrap();
    assert_eq!(listed, [eks.eks_anywhere_subscription("s-0"), made.clone()]);
    assert_eq!(script.request(5).query()["nextToken"], "more");
    let updated = made.update().with(|r| r.auto_renew(true)).await.unwrap().unwrap();
    assert!(updated.loaded().unwrap().auto_renew());
    assert_eq!(script.request(6).json()["autoRenew"], json!(true));
    assert_eq!(made.delete().await.unwrap(), Some(made.clone()));
    assert!(made.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_cluster_of_ones_own_is_registered() {
    let arn = "arn:aws:eks:eu-west-1:111122223333:cluster/cellar";
    let cellar = |status: &str| json(json!({"cluster": {"name": "cellar", "arn": arn, "status": status}}));
    let script = Script::new([cellar("PENDING"), cellar("DELETING"), not_found()]);
    let eks = Eks::new(&session(&script));
    let connector = ConnectorConfigRequest::builder().role_arn(ROLE).provider(ConnectorConfigProvider::Openshift);
    let connector = connector.build().unwrap();
    let made = eks.register_cluster().with(|r| r.name("cellar").connector_config(connector)).await.unwrap();
    let made = made.expect("the answer has its name");
    assert_eq!(made.loaded().unwrap().status().unwrap().as_str(), "PENDING");
    exercised::arn("eks.Cluster", &made.arn().await.unwrap(), made.loaded().unwrap().arn());
    let sent = json!({"roleArn": ROLE, "provider": "OPENSHIFT"});
    assert_eq!(script.request(0).json()["connectorConfig"], sent);
    assert_eq!(made.deregister().await.unwrap(), Some(made.clone()));
    assert_eq!(script.operations()[1], "DELETE /cluster-registrations/cellar");
    assert!(made.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn an_addons_configuration_has_a_schema() {
    let answer = json!({"addonName": "vpc-cni", "addonVersion": "v1.19.0", "configurationSchema": "{}"});
    let script = Script::new([json(answer)]);
    let info = shop(&script).addon("vpc-cni").info();
    let described = info.describe_configuration().with(|r| r.addon_version("v1.19.0")).await.unwrap();
    assert_eq!(described.configuration_schema(), Some("{}"));
    let query = script.request(0).query();
    assert_eq!((&*query["addonName"], &*query["addonVersion"]), ("vpc-cni", "v1.19.0"));
}
