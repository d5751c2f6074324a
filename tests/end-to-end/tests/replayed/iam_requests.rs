//! Pages that the fake doesn't make, simulations, what an organization has used, delegation, templates of roles, and the
//! credentials and tags that the fake doesn't know.

use std::slice::from_ref;

use aws_resources::{
    ErrorKind,
    iam::{
        Iam, InstanceProfileTagCollection as _, SamlProviderTagCollection as _, ServerCertificateTagCollection as _,
        VirtualMfaDeviceTagCollection as _,
    },
};
use aws_sdk_iam::types::{
    DeletionTaskStatusType, FeatureType, GlobalEndpointTokenVersion, PolicyEvaluationDecisionType,
};
use end_to_end::{
    answers::query_error,
    script::{Answer, Script, session},
    sent::params,
};

use crate::iam::{answer, list};

const ANN: &str = "arn:aws:iam::123456789012:user/ann";

fn ann() -> Answer {
    answer("GetUser", &format!("<User><UserName>ann</UserName><Arn>{ANN}</Arn></User>"))
}

fn tags(operation: &str, keys: &[&str]) -> Answer {
    let tags: Vec<_> = keys.iter().map(|key| format!("<Key>{key}</Key><Value>v-{key}</Value>")).collect();
    answer(operation, &list("Tags", &tags.iter().map(String::as_str).collect::<Vec<_>>(), None))
}

/// The fake answers it, but fails at times: it goes through the accounts that other tests are making.
#[tokio::test]
async fn a_key_tells_who_used_it_last() {
    let used =
        "<LastUsedDate>2026-01-02T03:04:05Z</LastUsedDate><ServiceName>s3</ServiceName><Region>eu-west-1</Region>";
    let content = format!("<UserName>ann</UserName><AccessKeyLastUsed>{used}</AccessKeyLastUsed>");
    let script = Script::new([answer("GetAccessKeyLastUsed", &content)]);
    let ann = Iam::new(&session(&script)).user("ann");
    let last = ann.access_key("AKIA1").last_used();
    assert_eq!(last.user().await.unwrap(), Some(ann));
    assert_eq!(last.data().await.unwrap().access_key_last_used().map(|used| used.service_name()), Some("s3"));
    assert_eq!(script.request(0).params(), params(&[("AccessKeyId", "AKIA1")]));
}

#[tokio::test]
async fn users_groups_and_profiles_have_pages() {
    let pages = |operation: &str, element: &str, name: &str, names: [&str; 2]| {
        let about = "<Path>/</Path><CreateDate>2026-01-02T03:04:05Z</CreateDate>";
        let [first, second] = names.map(|id| format!("<{name}>{id}</{name}>{about}"));
        [
            answer(operation, &list(element, &[&first], Some("more"))),
            answer(operation, &list(element, &[&second], None)),
        ]
    };
    let script = Script::new(
        [
            pages("ListUsers", "Users", "UserName", ["ann", "bob"]),
            pages("ListGroups", "Groups", "GroupName", ["dev", "ops"]),
            pages("ListInstanceProfiles", "InstanceProfiles", "InstanceProfileName", ["db", "web"]),
        ]
        .concat(),
    );
    let iam = Iam::new(&session(&script));
    let users = iam.users().page_size(1).try_collect().await.unwrap();
    assert_eq!(users, [iam.user("ann"), iam.user("bob")]);
    let groups = iam.groups().page_size(1).try_collect().await.unwrap();
    assert_eq!(groups, [iam.group("dev"), iam.group("ops")]);
    let profiles = iam.instance_profiles().page_size(1).try_collect().await.unwrap();
    assert_eq!(profiles, [iam.instance_profile("db"), iam.instance_profile("web")]);
    for first in [0, 2, 4] {
        assert_eq!(script.request(first).params(), params(&[("MaxItems", "1")]));
        assert_eq!(script.request(first + 1).params(), params(&[("Marker", "more"), ("MaxItems", "1")]));
    }
}

#[tokio::test]
async fn what_a_user_may_do_is_simulated() {
    let result = "<EvalActionName>s3:GetObject</EvalActionName><EvalDecision>explicitDeny</EvalDecision>";
    let keys = "<ContextKeyNames><member>aws:username</member></ContextKeyNames>";
    let granting = "<ServiceNamespace>s3</ServiceNamespace><Policies><member><PolicyName>mine</PolicyName>\
                    <PolicyType>INLINE</PolicyType><EntityName>ann</EntityName></member></Policies>";
    let script = Script::new([
        ann(),
        answer("SimulatePrincipalPolicy", &list("EvaluationResults", &[result], None)),
        ann(),
        answer("GetContextKeysForPrincipalPolicy", keys),
        ann(),
        answer("ListPoliciesGrantingServiceAccess", &list("PoliciesGrantingServiceAccess", &[granting], None)),
        answer("SimulateCustomPolicy", &list("EvaluationResults", &[result], None)),
        answer("GetContextKeysForCustomPolicy", keys),
    ]);
    let iam = Iam::new(&session(&script));
    let user = iam.user("ann");
    let simulated = user.simulate_principal_policy().with(|r| r.action_names("s3:GetObject")).await.unwrap();
    let decision = simulated.evaluation_results()[0].eval_decision();
    assert_eq!(decision, &PolicyEvaluationDecisionType::ExplicitDeny);
    let sent = script.request(1);
    assert_eq!(sent.param("PolicySourceArn").as_deref(), Some(ANN), "from the data");
    assert_eq!(sent.param("ActionNames.member.1").as_deref(), Some("s3:GetObject"));
    user.reload().await.unwrap();
    let names = user.get_context_keys_for_principal_policy().await.unwrap();
    assert_eq!(names.context_key_names(), ["aws:username"]);
    assert_eq!(script.request(3).params(), params(&[("PolicySourceArn", ANN)]));
    user.reload().await.unwrap();
    let granting = user.list_policies_granting_service_access().with(|r| r.service_namespaces("s3")).await.unwrap();
    assert_eq!(granting.policies_granting_service_access()[0].policies()[0].policy_name(), "mine");
    assert_eq!(script.request(5).param("Arn").as_deref(), Some(ANN));

    let simulate = iam.simulate_custom_policy().with(|r| r.policy_input_list("{}").action_names("s3:GetObject"));
    assert_eq!(simulate.await.unwrap().evaluation_results()[0].eval_action_name(), "s3:GetObject");
    let names = iam.get_context_keys_for_custom_policy().with(|r| r.policy_input_list("{}")).await.unwrap();
    assert_eq!(names.context_key_names(), ["aws:username"]);
}

#[tokio::test(start_paused = true)]
async fn what_an_organization_used_is_reported() {
    let state = |state: &str, services: &[&str], marker: Option<&str>| {
        let dates = "<JobCreationDate>2026-01-02T03:04:05Z</JobCreationDate>";
        let services = list("AccessDetails", services, marker);
        answer("GetOrganizationsAccessReport", &format!("<JobStatus>{state}</JobStatus>{dates}{services}"))
    };
    let s3 = "<ServiceName>Amazon S3</ServiceName><ServiceNamespace>s3</ServiceNamespace>";
    let ec2 = "<ServiceName>Amazon EC2</ServiceName><ServiceNamespace>ec2</ServiceNamespace>";
    let script = Script::new([
        answer("GenerateOrganizationsAccessReport", "<JobId>job-1</JobId>"),
        state("IN_PROGRESS", &[], None),
        state("COMPLETED", &[], None),
        state("COMPLETED", &[s3], Some("more")),
        state("COMPLETED", &[ec2], None),
        state("COMPLETED", &[s3, ec2], None),
        state("COMPLETED", &[s3], None),
        state("FAILED", &[], None),
    ]);
    let iam = Iam::new(&session(&script));
    let report = iam.generate_organizations_access_report().with(|r| r.entity_path("o-1/r-1")).await;
    let report = report.unwrap().unwrap();
    report.wait_until_completed().await.unwrap();
    assert_eq!(script.request(1).params(), params(&[("JobId", "job-1")]));
    let details = report.details().try_collect().await.unwrap();
    let ec2 = iam.organizations_access_detail("job-1", "ec2");
    assert_eq!(details[1], ec2);
    assert_eq!(script.request(4).param("Marker").as_deref(), Some("more"));
    assert_eq!(ec2.data().await.unwrap().service_name(), "Amazon EC2");
    assert!(ec2.reload().await.unwrap_err().is_not_found());
    assert_eq!(ec2.report(), report);
    assert_eq!(report.wait_until_completed().await.unwrap_err().kind(), ErrorKind::WaiterFailed);
}

#[tokio::test]
async fn features_of_an_organization_are_switched() {
    let features = |operation: &str, features: &[&str]| {
        let features: String = features.iter().map(|it| format!("<member>{it}</member>")).collect();
        let features = format!("<EnabledFeatures>{features}</EnabledFeatures>");
        answer(operation, &format!("<OrganizationId>o-1</OrganizationId>{features}"))
    };
    let script = Script::new([
        features("ListOrganizationsFeatures", &[]),
        features("EnableOrganizationsRootSessions", &["RootSessions"]),
        features("EnableOrganizationsRootCredentialsManagement", &["RootSessions", "RootCredentialsManagement"]),
        features("ListOrganizationsFeatures", &["RootSessions", "RootCredentialsManagement"]),
        features("DisableOrganizationsRootSessions", &["RootCredentialsManagement"]),
        features("DisableOrganizationsRootCredentialsManagement", &[]),
    ]);
    let set = Iam::new(&session(&script)).organizations_features();
    assert!(set.data().await.unwrap().enabled_features().is_empty());
    set.enable_root_sessions().await.unwrap();
    let enabled = set.enable_root_credentials_management().await.unwrap();
    assert_eq!(enabled.organization_id(), Some("o-1"));
    let both = [FeatureType::RootSessions, FeatureType::RootCredentialsManagement];
    assert_eq!(set.data().await.unwrap().enabled_features(), both, "what was known is forgotten");
    let left = set.disable_root_sessions().await.unwrap();
    assert_eq!(left.enabled_features(), [FeatureType::RootCredentialsManagement]);
    assert!(set.disable_root_credentials_management().await.unwrap().enabled_features().is_empty());
}

#[tokio::test]
async fn entities_that_used_a_service_are_told() {
    let entity = format!("<EntityInfo><Arn>{ANN}</Arn><Name>ann</Name><Type>USER</Type><Id>AIDA1</Id></EntityInfo>");
    let details = format!(
        "<JobStatus>COMPLETED</JobStatus><JobCreationDate>2026-01-02T03:04:05Z</JobCreationDate>\
         <JobCompletionDate>2026-01-02T03:04:06Z</JobCompletionDate>{}",
        list("EntityDetailsList", &[&entity], None)
    );
    let script = Script::new([answer("GetServiceLastAccessedDetailsWithEntities", &details)]);
    let entities = Iam::new(&session(&script)).service_last_accessed("job-1", "s3").get_entities().await.unwrap();
    assert_eq!(entities.entity_details_list()[0].entity_info().unwrap().name(), "ann");
    let sent = [("JobId", "job-1"), ("ServiceNamespace", "s3")];
    assert_eq!(script.request(0).params(), params(&sent));
}

#[tokio::test]
async fn rights_are_delegated_on_request() {
    let created = "<DelegationRequestId>dr-1</DelegationRequestId>";
    let operations = [
        "AssociateDelegationRequest",
        "UpdateDelegationRequest",
        "AcceptDelegationRequest",
        "SendDelegationToken",
        "RejectDelegationRequest",
    ];
    let done = operations.map(|operation| answer(operation, ""));
    let script = Script::new([answer("CreateDelegationRequest", created)].into_iter().chain(done));
    let iam = Iam::new(&session(&script));
    let create = iam.create_delegation_request().with(|r| r.description("to deploy").session_duration(3600));
    let request = create.await.unwrap().unwrap();
    assert_eq!(request, iam.delegation_request("dr-1"));
    request.associate().await.unwrap();
    request.update().with(|r| r.notes("please")).await.unwrap();
    request.accept().await.unwrap();
    request.send_token().await.unwrap();
    request.reject().with(|r| r.notes("no more")).await.unwrap();
    assert_eq!(script.operations()[1..], operations);
    for index in 1..6 {
        assert_eq!(script.request(index).param("DelegationRequestId").as_deref(), Some("dr-1"));
    }
    assert_eq!(script.request(5).param("Notes").as_deref(), Some("no more"));
}

#[tokio::test]
async fn a_role_is_acquired_from_a_template() {
    let template = "arn:aws:iam::aws:role-template/deploy";
    let source = format!("<TemplateArn>{template}</TemplateArn><TemplateMinorVersion>2</TemplateMinorVersion>");
    let role = format!(
        "<Role><RoleName>deploy</RoleName><Arn>arn:aws:iam::123456789012:role/deploy</Arn>\
         <SourceRoleTemplate>{source}</SourceRoleTemplate></Role>"
    );
    let version = format!(
        "<RoleTemplateVersion><TemplateArn>{template}</TemplateArn><MinorVersion>2</MinorVersion>\
         <RoleNamePattern>deploy</RoleNamePattern></RoleTemplateVersion>"
    );
    let script = Script::new([
        answer("AcquireRole", &role),
        answer("GetRoleTemplateVersion", &version),
        answer("AcquireRole", &role),
        query_error(404, "NoSuchEntity", "no such version"),
    ]);
    let iam = Iam::new(&session(&script));
    let acquire = iam.acquire_role().with(|r| r.template_arn(template).template_minor_version(2));
    let made = acquire.await.unwrap().unwrap();
    let version = made.template_version().await.unwrap().unwrap();
    assert_eq!((version.template_arn(), version.minor_version()), (template, 2));
    assert_eq!(version.data().await.unwrap().role_name_pattern(), Some("deploy"));
    let sent = [("TemplateArn", template), ("MinorVersion", "2")];
    assert_eq!(script.request(1).params(), params(&sent));
    assert_eq!(version.acquire_role().await.unwrap().as_ref(), Some(&made));
    let sent = [("TemplateArn", template), ("TemplateMinorVersion", "2")];
    assert_eq!(script.request(2).params(), params(&sent));
    assert!(version.reload().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn the_account_is_set_up() {
    let properties = "<Properties><entry><key>lane</key><value>fast</value></entry></Properties>";
    let script = Script::new([
        answer("GetAccountProperties", properties),
        answer("PutAccountProperties", ""),
        answer("SetSecurityTokenServicePreferences", ""),
        answer("ChangePassword", ""),
        answer("DisableOutboundWebIdentityFederation", ""),
    ]);
    let iam = Iam::new(&session(&script));
    let known = iam.account_properties();
    assert_eq!(known.data().await.unwrap().properties().unwrap()["lane"], "fast");
    known.put().with(|r| r.properties("lane", "slow")).await.unwrap();
    assert_eq!(script.request(1).param("Properties.entry.1.value").as_deref(), Some("slow"));
    let version = GlobalEndpointTokenVersion::V2Token;
    iam.set_security_token_service_preferences().with(|r| r.global_endpoint_token_version(version)).await.unwrap();
    assert_eq!(script.request(2).param("GlobalEndpointTokenVersion").as_deref(), Some("v2Token"));
    iam.change_password().with(|r| r.old_password("old").new_password("new")).await.unwrap();
    let sent = [("OldPassword", "old"), ("NewPassword", "new")];
    assert_eq!(script.request(3).params(), params(&sent));
    iam.outbound_web_identity_federation().disable().await.unwrap();
    assert_eq!(script.operations()[4], "DisableOutboundWebIdentityFederation");
}

/// Each has operations of its own for its tags.
#[tokio::test]
async fn tags_of_whatever_has_them_are_resources() {
    let of = |list: &'static str, untag: &'static str| {
        [
            tags(list, &["stage", "team"]),
            tags(list, &["stage"]),
            answer(untag, ""),
            tags(list, &["team"]),
            answer(untag, ""),
        ]
    };
    let script = Script::new(
        [
            of("ListInstanceProfileTags", "UntagInstanceProfile"),
            of("ListMFADeviceTags", "UntagMFADevice"),
            of("ListSAMLProviderTags", "UntagSAMLProvider"),
            of("ListServerCertificateTags", "UntagServerCertificate"),
        ]
        .concat(),
    );
    let iam = Iam::new(&session(&script));
    let (phone, idp) = ("arn:aws:iam::123456789012:mfa/phone", "arn:aws:iam::123456789012:saml-provider/idp");
    macro_rules! check {
        ($owner:expr, $name:literal, $value:expr, $deleted:literal) => {
            let owner = $owner;
            let tags = owner.tags_collection().try_collect().await.unwrap();
            assert_eq!(tags, [owner.tag_subresource("stage"), owner.tag_subresource("team")]);
            assert_eq!(owner.tag_subresource("stage").data().await.unwrap().value(), "v-stage");
            tags[0].delete().await.unwrap();
            let sent = [($name, $value), ("TagKeys.member.1", "stage")];
            assert_eq!(script.request($deleted).params(), params(&sent));
            let report = owner.tags_collection().delete().await;
            assert_eq!((report.items().len(), report.failed().count()), (1, 0), "{report:?}");
            let sent = [($name, $value), ("TagKeys.member.1", "team")];
            assert_eq!(script.request($deleted + 2).params(), params(&sent));
        };
    }
    check!(iam.instance_profile("web"), "InstanceProfileName", "web", 2);
    check!(iam.virtual_mfa_device(phone), "SerialNumber", phone, 7);
    check!(iam.saml_provider(idp), "SAMLProviderArn", idp, 12);
    check!(iam.server_certificate("www"), "ServerCertificateName", "www", 17);
}

#[tokio::test]
async fn what_the_fake_cannot_tag_is_tagged() {
    let operations = ["TagMFADevice", "UntagMFADevice", "TagSAMLProvider", "UntagSAMLProvider", "TagServerCertificate"];
    let script = Script::new(operations.map(|operation| answer(operation, "")));
    let iam = Iam::new(&session(&script));
    let team = || aws_sdk_iam::types::Tag::builder().key("team").value("web").build().unwrap();
    let phone = iam.virtual_mfa_device("arn:aws:iam::123456789012:mfa/phone");
    phone.add_tags().with(|r| r.tags(team())).await.unwrap();
    phone.remove_tags().with(|r| r.tag_keys("team")).await.unwrap();
    let idp = iam.saml_provider("arn:aws:iam::123456789012:saml-provider/idp");
    idp.add_tags().with(|r| r.tags(team())).await.unwrap();
    idp.remove_tags().with(|r| r.tag_keys("team")).await.unwrap();
    iam.server_certificate("www").add_tags().with(|r| r.tags(team())).await.unwrap();
    assert_eq!(script.operations(), operations);
    assert_eq!(script.request(0).param("SerialNumber").as_deref(), Some(phone.serial_number()));
    assert_eq!(script.request(3).param("TagKeys.member.1").as_deref(), Some("team"));
    assert_eq!(script.request(4).param("Tags.member.1.Value").as_deref(), Some("web"));
}

#[tokio::test]
async fn credentials_are_changed_and_deleted() {
    let credential = "<ServiceSpecificCredential><UserName>ann</UserName><ServiceSpecificCredentialId>c1\
                      </ServiceSpecificCredentialId><ServicePassword>new</ServicePassword><Status>Active</Status>\
                      <ServiceName>cassandra</ServiceName><CreateDate>2026-01-02T03:04:05Z</CreateDate>\
                      </ServiceSpecificCredential>";
    let key = "<UserName>ann</UserName><SSHPublicKeyId>APKA1</SSHPublicKeyId><Status>Active</Status>\
               <UploadDate>2026-01-02T03:04:05Z</UploadDate>";
    let script = Script::new([
        answer("ResetServiceSpecificCredential", credential),
        answer("DeleteServiceSpecificCredential", ""),
        answer("UpdateSigningCertificate", ""),
        answer("DeleteSigningCertificate", ""),
        answer("GetMFADevice", "<UserName>ann</UserName><SerialNumber>GAHT12345678</SerialNumber>"),
        answer("ResyncMFADevice", ""),
        answer("PutUserPermissionsBoundary", ""),
        answer("DeleteUserPermissionsBoundary", ""),
        answer("ListSSHPublicKeys", &list("SSHPublicKeys", &[key], None)),
    ]);
    let iam = Iam::new(&session(&script));
    let ann = iam.user("ann");
    let reset = ann.service_specific_credential("c1").reset().await.unwrap().unwrap();
    assert_eq!(reset.summary().unwrap().service_password(), "new");
    reset.delete().await.unwrap();
    assert_eq!(script.request(1).param("ServiceSpecificCredentialId").as_deref(), Some("c1"));
    let certificate = ann.signing_certificate("k1");
    certificate.deactivate().await.unwrap();
    let sent = [("UserName", "ann"), ("CertificateId", "k1"), ("Status", "Inactive")];
    assert_eq!(script.request(2).params(), params(&sent));
    certificate.delete().await.unwrap();
    let sent = [("UserName", "ann"), ("CertificateId", "k1")];
    assert_eq!(script.request(3).params(), params(&sent));
    let device = ann.mfa_device("GAHT12345678");
    assert_eq!(device.get().await.unwrap().serial_number(), "GAHT12345678");
    device.resync().with(|r| r.authentication_code1("123456").authentication_code2("654321")).await.unwrap();
    assert_eq!(script.request(5).param("SerialNumber").as_deref(), Some("GAHT12345678"));
    ann.put_permissions_boundary().with(|r| r.permissions_boundary("arn:aws:iam::aws:policy/Limit")).await.unwrap();
    ann.delete_permissions_boundary().await.unwrap();
    assert_eq!(script.request(7).params(), params(&[("UserName", "ann")]));
    let own = iam.current_user().ssh_public_keys().try_collect().await.unwrap();
    assert_eq!(own, from_ref(&ann.ssh_public_key("APKA1")));
    assert!(script.request(8).params().is_empty(), "AWS knows who asks");
}

#[tokio::test]
async fn providers_and_certificates_are_changed() {
    let arn = "arn:aws:iam::123456789012:oidc-provider/example.com";
    let script = Script::new([
        answer("AddClientIDToOpenIDConnectProvider", ""),
        answer("RemoveClientIDFromOpenIDConnectProvider", ""),
        answer("UpdateServerCertificate", ""),
        answer("UpdateServerCertificate", ""),
        answer("UntagServerCertificate", ""),
    ]);
    let iam = Iam::new(&session(&script));
    let oidc = iam.open_id_connect_provider(arn);
    oidc.add_client_id().with(|r| r.client_id("shop")).await.unwrap();
    oidc.remove_client_id().with(|r| r.client_id("old")).await.unwrap();
    let sent = [("OpenIDConnectProviderArn", arn), ("ClientID", "old")];
    assert_eq!(script.request(1).params(), params(&sent));
    let certificate = iam.server_certificate("www");
    assert_eq!(certificate.update().with(|r| r.new_path("/site/")).await.unwrap(), None, "it keeps its name");
    let renamed = certificate.update().with(|r| r.new_server_certificate_name("shop")).await.unwrap().unwrap();
    assert_eq!(renamed, iam.server_certificate("shop"));
    renamed.remove_tags().with(|r| r.tag_keys("team")).await.unwrap();
    assert_eq!(script.request(4).param("ServerCertificateName").as_deref(), Some("shop"));
}

#[tokio::test(start_paused = true)]
async fn a_role_in_use_is_not_deleted() {
    let state = |state: &str| answer("GetServiceLinkedRoleDeletionStatus", &format!("<Status>{state}</Status>"));
    let script = Script::new([
        answer("DeleteServiceLinkedRole", "<DeletionTaskId>task-1</DeletionTaskId>"),
        state("IN_PROGRESS"),
        state("FAILED"),
        state("FAILED"),
    ]);
    let deletion = Iam::new(&session(&script)).role("AWSServiceRoleForX").delete_service_linked().await.unwrap();
    assert_eq!(deletion.wait_until_succeeded().await.unwrap_err().kind(), ErrorKind::WaiterFailed);
    assert_eq!(deletion.data().await.unwrap().status(), &DeletionTaskStatusType::Failed);
    assert_eq!(script.request(3).params(), params(&[("DeletionTaskId", "task-1")]));
}
