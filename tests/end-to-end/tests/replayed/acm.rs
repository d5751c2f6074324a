//! What the fake AWS lacks: imports, renewals, how domains are validated, and ACME endpoints.

use std::slice;

use aws_resources::{acm::Acm, prelude::*};
use aws_sdk_acm::{primitives::Blob, types::RevocationReason};
use end_to_end::{
    answers::{json as ok, json_error},
    each_sends, exercised,
    script::{Answer, Script, session},
    waits_for_answers,
};
use serde_json::json;

const CERTIFICATE: &str = "arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012";
const ENDPOINT: &str = "arn:aws:acm:eu-west-1:123456789012:acme-endpoint/e-1";
const BINDING: &str = "arn:aws:acm:eu-west-1:123456789012:acme-endpoint/e-1/acme-external-account-binding/b-1";
const VALIDATION: &str = "arn:aws:acm:eu-west-1:123456789012:acme-endpoint/e-1/acme-domain-validation/v-1";

fn not_found() -> Answer {
    json_error("ResourceNotFoundException", "It does not exist.")
}

#[tokio::test]
async fn requests_name_what_they_are_about() {
    let script = Script::by(|_| ok(json!({})));
    let acm = Acm::new(&session(&script));
    let certificate = acm.certificate(CERTIFICATE);
    each_sends!(script, {"CertificateArn": CERTIFICATE},
        RenewCertificate: certificate.renew(), UpdateCertificateOptions: certificate.update_options(),
        ListCertificateDomainValidations: certificate.domain_validation("a.example").data());
    each_sends!(script, {"CertificateArn": CERTIFICATE, "Domain": "a.example"},
        ResendValidationEmail: certificate.domain_validation("a.example").resend_validation_email());
    let endpoint = acm.acme_endpoint(ENDPOINT);
    each_sends!(script, {"AcmeEndpointArn": ENDPOINT},
        UpdateAcmeEndpoint: endpoint.update(), DeleteAcmeEndpoint: endpoint.delete(),
        CreateAcmeDomainValidation: endpoint.create_domain_validation(),
        CreateAcmeExternalAccountBinding: endpoint.create_external_account_binding());
    each_sends!(script, {"AcmeEndpointArn": ENDPOINT, "AccountUrl": "https://acme/1"},
        RevokeAcmeAccount: endpoint.account("https://acme/1").revoke());
    let validation = acm.acme_domain_validation(VALIDATION);
    each_sends!(script, {"AcmeDomainValidationArn": VALIDATION},
        UpdateAcmeDomainValidation: validation.update(), DeleteAcmeDomainValidation: validation.delete());
    let binding = acm.acme_external_account_binding(BINDING);
    each_sends!(script, {"AcmeExternalAccountBindingArn": BINDING},
        RevokeAcmeExternalAccountBinding: binding.revoke(), DeleteAcmeExternalAccountBinding: binding.delete());
    each_sends!(script, {"ResourceArn": BINDING},
        TagResource: binding.tag_resource(), UntagResource: binding.untag_resource());
    each_sends!(script, {"ResourceArn": VALIDATION},
        TagResource: validation.tag_resource(), UntagResource: validation.untag_resource(),
        ListTagsForResource: validation.tags_collection().try_collect());
    each_sends!(script, {"ResourceArn": ENDPOINT},
        TagResource: endpoint.tag_resource(), UntagResource: endpoint.untag_resource());
}

#[tokio::test]
async fn a_certificate_is_imported_and_replaced() {
    let made = || ok(json!({"CertificateArn": CERTIFICATE}));
    let script = Script::new([made(), made(), made()]);
    let acm = Acm::new(&session(&script));
    let import = acm.import_certificate().with(|r| r.certificate(Blob::new("one")).private_key(Blob::new("key")));
    let certificate = import.await.unwrap().unwrap();
    assert_eq!(certificate, acm.certificate(CERTIFICATE));
    assert_eq!(script.request(0).json(), json!({"Certificate": "b25l", "PrivateKey": "a2V5"}));
    let again = certificate.import().with(|r| r.certificate(Blob::new("two")).private_key(Blob::new("key")));
    assert_eq!(again.await.unwrap(), Some(certificate.clone()));
    let sent = json!({"CertificateArn": CERTIFICATE, "Certificate": "dHdv", "PrivateKey": "a2V5"});
    assert_eq!(script.request(1).json(), sent);
    let revoke = certificate.revoke().with(|r| r.revocation_reason(RevocationReason::KeyCompromise));
    assert_eq!(revoke.await.unwrap(), Some(certificate));
    let sent = json!({"CertificateArn": CERTIFICATE, "RevocationReason": "KEY_COMPROMISE"});
    assert_eq!(script.request(2).json(), sent);
}

#[tokio::test]
async fn certificates_are_listed_in_pages() {
    let page = |id: &str, token: Option<&str>| {
        let summary = json!({"CertificateArn": format!("{CERTIFICATE}{id}"), "DomainName": id});
        ok(json!({"CertificateSummaryList": [summary], "NextToken": token}))
    };
    let script = Script::new([page("a", Some("t1")), page("b", None)]);
    let acm = Acm::new(&session(&script));
    let listed = acm.certificates().page_size(1).try_collect().await.unwrap();
    assert_eq!(listed, ["a", "b"].map(|id| acm.certificate(format!("{CERTIFICATE}{id}"))));
    assert_eq!(listed[1].summary().unwrap().domain_name(), Some("b"));
    assert_eq!(script.request(1).json(), json!({"MaxItems": 1, "NextToken": "t1"}));
}

#[tokio::test]
async fn certificates_are_searched_in_pages() {
    let page = |id: &str, token: Option<&str>| {
        ok(json!({"Results": [{"CertificateArn": format!("{CERTIFICATE}{id}")}], "NextToken": token}))
    };
    let script = Script::new([page("a", Some("t1")), page("b", None)]);
    let acm = Acm::new(&session(&script));
    let found = acm.matching_certificates().page_size(1).try_collect().await.unwrap();
    assert_eq!(found, ["a", "b"].map(|id| acm.certificate(format!("{CERTIFICATE}{id}"))));
    assert!(found[0].loaded().is_none() && found[0].summary().is_none());
    assert_eq!(script.request(1).json(), json!({"MaxResults": 1, "NextToken": "t1"}));
}

#[tokio::test]
async fn each_domain_is_validated() {
    let one = |domain: &str, status: &str| {
        let now = json!({"ValidationMethod": "DNS", "ValidationStatus": status});
        json!({"DomainName": domain, "ActiveValidationConfiguration": now})
    };
    let page = |domain: &str, token: Option<&str>| {
        ok(json!({"DomainValidationSummaryList": [one(domain, "SUCCESS")], "NextToken": token}))
    };
    let both = json!([one("a.example", "SUCCESS"), one("b.example", "FAILED")]);
    let script = Script::new([
        page("a.example", Some("t1")),
        page("b.example", None),
        ok(json!({"DomainValidationSummaryList": both})),
        ok(json!({"DomainValidationSummaryList": []})),
    ]);
    let certificate = Acm::new(&session(&script)).certificate(CERTIFICATE);
    let domains = certificate.domain_validations().try_collect().await.unwrap();
    assert_eq!(domains, ["a.example", "b.example"].map(|domain| certificate.domain_validation(domain)));
    assert_eq!(script.request(1).json(), json!({"CertificateArn": CERTIFICATE, "NextToken": "t1"}));
    let data = domains[1].reload().await.unwrap();
    let status = data.active_validation_configuration().and_then(|now| now.validation_status());
    assert_eq!(status.map(AsRef::as_ref), Some("FAILED"));
    assert!(domains[1].reload().await.unwrap_err().is_not_found());
    assert_eq!(domains[1].certificate(), certificate);
}

#[tokio::test]
async fn an_acme_endpoint_has_validations_bindings_and_accounts() {
    let endpoint = json!({"AcmeEndpointArn": ENDPOINT, "Status": "ACTIVE", "EndpointUrl": "https://acme"});
    let validation = json!({"AcmeDomainValidationArn": VALIDATION, "AcmeEndpointArn": ENDPOINT, "Status": "VALID"});
    let binding = json!({"AcmeExternalAccountBindingArn": BINDING, "AcmeEndpointArn": ENDPOINT, "RoleArn": "r"});
    let account = json!({"AccountUrl": "https://acme/1", "Status": "VALID", "AcmeExternalAccountBindingArn": BINDING});
    let script = Script::new([
        ok(json!({"AcmeEndpointArn": ENDPOINT})),
        ok(json!({"AcmeEndpoint": endpoint})),
        ok(json!({"AcmeEndpoints": [endpoint], "NextToken": "t1"})),
        ok(json!({"AcmeEndpoints": []})),
        ok(json!({"AcmeDomainValidationArn": VALIDATION})),
        ok(json!({"AcmeDomainValidations": [validation]})),
        ok(json!({"AcmeDomainValidation": validation})),
        ok(json!({"ExternalAccountBinding": binding})),
        ok(json!({"ExternalAccountBindings": [binding]})),
        ok(json!({"KeyId": "k-1", "MacKey": "m"})),
        ok(json!({"ExternalAccountBinding": binding})),
        ok(json!({"AcmeAccounts": [account]})),
        ok(json!({"AcmeAccount": account})),
        not_found(),
    ]);
    let acm = Acm::new(&session(&script));
    let endpoint = acm.create_acme_endpoint().await.unwrap().unwrap();
    let returned = endpoint.data().await.unwrap();
    exercised::arn("acm.AcmeEndpoint", &endpoint.arn().await.unwrap(), returned.acme_endpoint_arn());
    assert_eq!(acm.acme_endpoints().try_collect().await.unwrap(), [acm.acme_endpoint(ENDPOINT)]);
    assert_eq!(script.request(3).json(), json!({"NextToken": "t1"}));

    let validation = endpoint.create_domain_validation().with(|r| r.domain_name("a.example")).await.unwrap();
    assert_eq!(endpoint.domain_validations().try_collect().await.unwrap(), [acm.acme_domain_validation(VALIDATION)]);
    let returned = validation.data().await.unwrap();
    let arn = validation.arn().await.unwrap();
    exercised::arn("acm.AcmeDomainValidation", &arn, returned.acme_domain_validation_arn());
    assert_eq!(validation.endpoint().await.unwrap(), Some(endpoint.clone()));

    let binding = endpoint.create_external_account_binding().with(|r| r.role_arn("r")).await.unwrap().unwrap();
    assert_eq!(binding.loaded().unwrap().role_arn(), Some("r"), "creating brings the data");
    let bindings = endpoint.external_account_bindings().try_collect().await.unwrap();
    assert_eq!(bindings, slice::from_ref(&binding));
    assert_eq!(binding.get_credentials().await.unwrap().key_id(), Some("k-1"));
    let returned = binding.data().await.unwrap();
    let arn = binding.arn().await.unwrap();
    exercised::arn("acm.AcmeExternalAccountBinding", &arn, returned.acme_external_account_binding_arn());
    assert_eq!(binding.endpoint().await.unwrap(), Some(endpoint.clone()));

    let accounts = endpoint.accounts().try_collect().await.unwrap();
    assert_eq!(accounts, [endpoint.account("https://acme/1")]);
    assert_eq!(accounts[0].external_account_binding().await.unwrap(), Some(binding));
    let sent = json!({"AcmeEndpointArn": ENDPOINT, "AccountUrl": "https://acme/1"});
    assert_eq!(script.request(12).json(), sent);
    assert_eq!(accounts[0].endpoint(), endpoint);
    assert!(endpoint.reload().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn an_endpoints_tags_are_resources() {
    let script = Script::new([
        ok(json!({"Tags": [{"Key": "team", "Value": "web"}, {"Key": "stage", "Value": "test"}]})),
        ok(json!({"Tags": [{"Key": "team", "Value": "web"}]})),
        ok(json!({})),
        ok(json!({"Tags": [{"Key": "team", "Value": "web"}]})),
        ok(json!({})),
    ]);
    let endpoint = Acm::new(&session(&script)).acme_endpoint(ENDPOINT);
    let tags = endpoint.tags_collection().try_collect().await.unwrap();
    assert_eq!(tags, [endpoint.tag_subresource("team"), endpoint.tag_subresource("stage")]);
    assert!(tags[1].reload().await.unwrap_err().is_not_found());
    tags[0].delete().await.unwrap();
    assert_eq!(script.request(2).json(), json!({"ResourceArn": ENDPOINT, "TagKeys": ["team"]}));
    let report = endpoint.tags_collection().delete().await;
    assert_eq!((report.items().len(), report.failed().count()), (1, 0), "{report:?}");
    assert_eq!(script.request(4).json(), json!({"ResourceArn": ENDPOINT, "TagKeys": ["team"]}));
}

#[tokio::test(start_paused = true)]
async fn waiters_know_good_states_and_bad_ones() {
    let certificate = |status: &str, domain: &str| {
        let domains = json!([{"DomainName": "a.example", "ValidationStatus": domain}]);
        let detail = json!({"CertificateArn": CERTIFICATE, "Status": status, "DomainValidationOptions": domains});
        ok(json!({"Certificate": detail}))
    };
    let endpoint = |status: &str| ok(json!({"AcmeEndpoint": {"AcmeEndpointArn": ENDPOINT, "Status": status}}));
    let validation =
        |status: &str| ok(json!({"AcmeDomainValidation": {"AcmeDomainValidationArn": VALIDATION, "Status": status}}));
    waits_for_answers!(
        Acm,
        [
            |acm: Acm| acm.certificate(CERTIFICATE).wait_until_validated(),
            certificate("ISSUED", "SUCCESS"),
            certificate("FAILED", "FAILED")
        ],
        [|acm: Acm| acm.acme_endpoint(ENDPOINT).wait_until_active(), endpoint("ACTIVE"), endpoint("FAILED")],
        [
            |acm: Acm| acm.acme_domain_validation(VALIDATION).wait_until_validated(),
            validation("VALID"),
            validation("INVALID")
        ],
    );

    let script = Script::new([endpoint("DELETING"), not_found(), validation("DELETING"), not_found()]);
    let acm = Acm::new(&session(&script));
    acm.acme_endpoint(ENDPOINT).wait_until_deleted().await.unwrap();
    acm.acme_domain_validation(VALIDATION).wait_until_deleted().await.unwrap();
    assert_eq!(script.count(), 4);
}
