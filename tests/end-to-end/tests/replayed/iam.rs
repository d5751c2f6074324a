//! Reports, credentials for single services, and what else the fake doesn't know of IAM.

use aws_resources::{ErrorKind, iam::Iam};
use aws_sdk_iam::types::{EntityType, StatusType};
use end_to_end::{
    answers::{query, query_error},
    exercised,
    script::{Answer, Script, session},
};

pub(crate) fn answer(operation: &str, result: &str) -> Answer {
    query("https://iam.amazonaws.com/doc/2010-05-08/", operation, result)
}

pub(crate) fn list(element: &str, members: &[&str], marker: Option<&str>) -> String {
    let members: String = members.iter().map(|member| format!("<member>{member}</member>")).collect();
    let more = match marker {
        Some(marker) => format!("<IsTruncated>true</IsTruncated><Marker>{marker}</Marker>"),
        None => "<IsTruncated>false</IsTruncated>".to_owned(),
    };
    format!("<{element}>{members}</{element}>{more}")
}

#[tokio::test(start_paused = true)]
async fn a_credential_report_is_waited_for() {
    let missing = |code: &str| query_error(410, code, "generate a report");
    let script = Script::new([
        missing("ReportNotPresent"),
        missing("ReportExpired"),
        answer("GenerateCredentialReport", "<State>STARTED</State>"),
        query_error(404, "ReportInProgress", "wait"),
        answer("GetCredentialReport", "<Content>dXNlcg==</Content>"),
        answer("GetCredentialReport", "<Content>dXNlcg==</Content>"),
        missing("ReportNotPresent"),
    ]);
    let report = Iam::new(&session(&script)).credential_report();
    assert!(report.data().await.unwrap_err().is_not_found());
    assert!(report.data().await.unwrap_err().is_not_found());
    report.generate().await.unwrap();
    report.wait_until_available().await.unwrap();
    assert_eq!(report.data().await.unwrap().content().unwrap().as_ref(), b"user");
    let expired = report.wait_until_available().await.unwrap_err();
    assert_eq!(expired.code(), Some("ReportNotPresent"), "{expired}");
}

#[tokio::test(start_paused = true)]
async fn a_report_of_services_is_waited_for_and_has_pages() {
    let state = |state: &str, services: &[&str], marker| {
        let dates = "<JobCreationDate>2026-01-02T03:04:05Z</JobCreationDate>\
                     <JobCompletionDate>2026-01-02T03:04:06Z</JobCompletionDate>";
        let services = list("ServicesLastAccessed", services, marker);
        answer("GetServiceLastAccessedDetails", &format!("<JobStatus>{state}</JobStatus>{dates}{services}"))
    };
    let s3 = "<ServiceName>Amazon S3</ServiceName><ServiceNamespace>s3</ServiceNamespace>";
    let ec2 = "<ServiceName>Amazon EC2</ServiceName><ServiceNamespace>ec2</ServiceNamespace>";
    let script = Script::new([
        answer("GenerateServiceLastAccessedDetails", "<JobId>job-1</JobId>"),
        state("IN_PROGRESS", &[], None),
        state("COMPLETED", &[s3], Some("more")),
        state("COMPLETED", &[s3], Some("more")),
        state("COMPLETED", &[ec2], None),
        state("COMPLETED", &[s3, ec2], None),
        state("COMPLETED", &[s3], None),
        state("FAILED", &[], None),
    ]);
    let policy = Iam::new(&session(&script)).policy("arn:aws:iam::aws:policy/ReadOnlyAccess");
    let report = policy.generate_service_last_accessed_details().await.unwrap().unwrap();
    assert_eq!(script.request(0).params(), [("Arn".into(), "arn:aws:iam::aws:policy/ReadOnlyAccess".into())].into());
    report.wait_until_completed().await.unwrap();
    let services = report.services().page_size(1).try_collect().await.unwrap();
    assert_eq!(services.iter().map(|it| it.service_namespace()).collect::<Vec<_>>(), ["s3", "ec2"]);
    assert_eq!(services[1].loaded().unwrap().service_name(), "Amazon EC2");
    assert_eq!(services[1].report(), report);
    let second = script.request(4);
    assert_eq!((second.param("Marker").as_deref(), second.param("MaxItems").as_deref()), (Some("more"), Some("1")));
    assert_eq!(services[1].reload().await.unwrap().service_name(), "Amazon EC2");
    assert!(services[1].reload().await.unwrap_err().is_not_found());
    assert_eq!(report.wait_until_completed().await.unwrap_err().kind(), ErrorKind::WaiterFailed);
}

#[tokio::test]
async fn a_service_specific_credential_has_its_secret_once() {
    let of = |user: &str, id: &str, more: &str| {
        format!(
            "<UserName>{user}</UserName><ServiceSpecificCredentialId>{id}</ServiceSpecificCredentialId>\
             <Status>Active</Status><ServiceName>cassandra</ServiceName><CreateDate>2026-01-02T03:04:05Z</CreateDate>\
             {more}"
        )
    };
    let page = |items: &[&str], marker| {
        answer("ListServiceSpecificCredentials", &list("ServiceSpecificCredentials", items, marker))
    };
    let created = of("ann", "c1", "<ServicePassword>secret</ServicePassword>");
    let created = format!("<ServiceSpecificCredential>{created}</ServiceSpecificCredential>");
    let script = Script::new([
        answer("CreateServiceSpecificCredential", &created),
        page(&[&of("ann", "c0", ""), &of("ann", "c1", "")], None),
        page(&[&of("ann", "c1", "")], Some("more")),
        page(&[&of("bob", "c2", "")], None),
        answer("UpdateServiceSpecificCredential", ""),
        page(&[&of("ann", "c0", "")], None),
    ]);
    let iam = Iam::new(&session(&script));
    let made = iam.user("ann").create_service_specific_credential().with(|r| r.service_name("cassandra"));
    let made = made.await.unwrap().unwrap();
    assert_eq!(made.summary().unwrap().service_password(), "secret");
    assert_eq!(made.data().await.unwrap().service_specific_credential_id(), "c1");
    let all = iam.service_specific_credentials().try_collect().await.unwrap();
    assert_eq!(all, [made.clone(), iam.user("bob").service_specific_credential("c2")]);
    assert_eq!(script.request(2).params(), [("AllUsers".into(), "true".into())].into());
    assert_eq!(script.request(3).param("Marker").as_deref(), Some("more"));
    made.deactivate().await.unwrap();
    assert_eq!(script.request(4).param("Status").as_deref(), Some(StatusType::Inactive.as_str()));
    assert!(made.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn details_of_all_users_come_as_summaries() {
    let user = "<UserName>ann</UserName><GroupList><member>dev</member></GroupList>";
    let script = Script::new([
        answer("GetAccountAuthorizationDetails", &list("UserDetailList", &[user], Some("more"))),
        answer("GetAccountAuthorizationDetails", &list("UserDetailList", &["<UserName>bob</UserName>"], None)),
    ]);
    let iam = Iam::new(&session(&script));
    let users = iam.user_details().try_collect().await.unwrap();
    assert_eq!(users, [iam.user("ann"), iam.user("bob")]);
    assert_eq!(users[0].summary().unwrap().group_list(), ["dev"]);
    assert_eq!(script.request(0).param("Filter.member.1").as_deref(), Some(EntityType::User.as_str()));
}

#[tokio::test]
async fn credentials_are_loaded_by_what_names_them() {
    let certificate = |id: &str| {
        format!(
            "<UserName>ann</UserName><CertificateId>{id}</CertificateId><CertificateBody>pem</CertificateBody>\
             <Status>Active</Status>"
        )
    };
    let key = "<SSHPublicKey><UserName>ann</UserName><SSHPublicKeyId>APKA1</SSHPublicKeyId>\
               <Fingerprint>c0</Fingerprint><SSHPublicKeyBody>ssh-rsa</SSHPublicKeyBody><Status>Active</Status>\
               </SSHPublicKey>";
    let device = "<UserName>ann</UserName><SerialNumber>GAHT12345678</SerialNumber>";
    let other = "<UserName>ann</UserName><SerialNumber>arn:aws:iam::123456789012:mfa/phone</SerialNumber>";
    let uploaded = format!("<Certificate>{}</Certificate>", certificate("k2"));
    let script = Script::new([
        answer("GetSSHPublicKey", key),
        answer("ListMFADevices", &list("MFADevices", &[other, device], None)),
        answer("UploadSigningCertificate", &uploaded),
        answer("ListSigningCertificates", &list("Certificates", &[&certificate("k1"), &certificate("k2")], None)),
        answer("ListSigningCertificates", &list("Certificates", &[&certificate("k1")], None)),
    ]);
    let iam = Iam::new(&session(&script));
    let ann = iam.user("ann");
    assert_eq!(ann.ssh_public_key("APKA1").data().await.unwrap().ssh_public_key_body(), "ssh-rsa");
    assert_eq!(script.request(0).param("Encoding").as_deref(), Some("SSH"));
    let device = ann.mfa_device("GAHT12345678");
    assert_eq!(device.data().await.unwrap().serial_number(), "GAHT12345678");
    assert_eq!(device.arn().await.unwrap_err().kind(), ErrorKind::InvalidArn, "a hardware token has none");
    let certificate = iam.create_signing_certificate().with(|r| r.certificate_body("pem")).await.unwrap().unwrap();
    assert_eq!(certificate, ann.signing_certificate("k2"), "its user is in the answer");
    assert_eq!(certificate.reload().await.unwrap().certificate_id(), "k2");
    assert!(certificate.reload().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn requests_for_delegation_are_the_owners() {
    let request = "<DelegationRequest><DelegationRequestId>dr-1</DelegationRequestId>\
                   <OwnerAccountId>210987654321</OwnerAccountId></DelegationRequest>";
    let unowned = "<DelegationRequestId>dr-2</DelegationRequestId>";
    let page = format!("<DelegationRequests><member>{unowned}</member></DelegationRequests>");
    let script = Script::new([
        answer("GetDelegationRequest", request),
        answer("GetHumanReadableSummary", "<SummaryState>AVAILABLE</SummaryState>"),
        answer("ListDelegationRequests", &format!("{page}<isTruncated>true</isTruncated><Marker>more</Marker>")),
        answer("ListDelegationRequests", "<DelegationRequests/><isTruncated>false</isTruncated>"),
    ]);
    let iam = Iam::new(&session(&script));
    let request = iam.delegation_request("dr-1");
    let arn = request.arn().await.unwrap();
    assert_eq!(arn.as_str(), "arn:aws:iam::210987654321:delegation-request/dr-1");
    request.get_human_readable_summary().await.unwrap();
    assert_eq!(script.request(1).param("EntityArn").as_deref(), Some(arn.as_str()));
    let listed = iam.delegation_requests().try_collect().await.unwrap();
    assert_eq!(listed, [iam.delegation_request("dr-2")]);
    assert_eq!(script.request(3).param("Marker").as_deref(), Some("more"));
}

#[tokio::test]
async fn an_arn_of_which_the_data_has_a_part_follows_the_data() {
    let request = |owner: &str| {
        let id = "<DelegationRequestId>dr-1</DelegationRequestId>";
        answer("GetDelegationRequest", &format!("<DelegationRequest>{id}{owner}</DelegationRequest>"))
    };
    let script = Script::new([request(""), request("<OwnerAccountId>210987654321</OwnerAccountId>")]);
    let iam = Iam::new(&session(&script).with_account_id("123456789012").unwrap());
    let request = iam.delegation_request("dr-1");
    assert_eq!(request.arn().await.unwrap().account(), Some("123456789012"), "nobody owns it");
    request.reload().await.unwrap();
    assert_eq!(request.arn().await.unwrap().account(), Some("210987654321"));
}

#[tokio::test]
async fn settings_of_the_account_are_resources() {
    let script = Script::new([
        query_error(404, "FeatureDisabled", "disabled"),
        answer("EnableOutboundWebIdentityFederation", "<IssuerIdentifier>https://issuer</IssuerIdentifier>"),
        answer("GetOutboundWebIdentityFederationInfo", "<IssuerIdentifier>https://issuer</IssuerIdentifier>"),
        answer("GetUser", "<User><UserName>ann</UserName><Arn>arn:aws:iam::123456789012:user/ann</Arn></User>"),
    ]);
    let iam = Iam::new(&session(&script));
    let federation = iam.outbound_web_identity_federation();
    assert!(federation.data().await.unwrap_err().is_not_found());
    federation.enable().await.unwrap();
    assert_eq!(federation.data().await.unwrap().issuer_identifier(), Some("https://issuer"));

    let caller = iam.current_user();
    assert_eq!(caller.user().await.unwrap(), Some(iam.user("ann")));
    let arn = caller.arn().await.unwrap();
    exercised::arn("iam.CurrentUser", &arn, Some("arn:aws:iam::123456789012:user/ann"));
    assert!(script.request(3).params().is_empty());
}
