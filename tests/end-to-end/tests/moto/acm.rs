//! Certificates. The fake lists them all on one page and validates none; it knows no ACME endpoints.

use aws_resources::{acm::Acm, prelude::*};
use aws_sdk_acm::{
    Client,
    operation::describe_certificate::DescribeCertificateError,
    primitives::Blob,
    types::{CertificateStatus, ExpiryEventsConfiguration, Tag},
};
use end_to_end::{exercised, fake::Account};

use crate::pages;

/// The ARNs of certificates that the plain SDK requests.
async fn request(account: &Account, domains: &[&str]) -> Vec<String> {
    let client = Client::new(&account.config);
    let mut arns = Vec::new();
    for domain in domains {
        let made = client.request_certificate().domain_name(*domain).send().await.unwrap();
        arns.push(made.certificate_arn.unwrap());
    }
    arns
}

#[tokio::test]
async fn a_listing_gives_summaries() {
    let account = Account::new("eu-west-1").await;
    let created = request(&account, &["example.com", "example.net", "example.org"]).await;
    let acm = Acm::new(&account.session);

    let listed = pages(acm.certificates(), |certificate| certificate.arn_identifier().to_owned()).await.unwrap();
    assert_eq!(listed, [&*created]);
    let pending = acm.certificates().filter(|r| r.certificate_statuses(CertificateStatus::PendingValidation));
    assert_eq!(pages(pending, |certificate| certificate.arn_identifier().to_owned()).await.unwrap(), listed);
    let issued = acm.certificates().filter(|r| r.certificate_statuses(CertificateStatus::Issued));
    assert_eq!(issued.try_collect().await.unwrap(), []);

    let certificate = acm.certificates().first().await.unwrap().unwrap();
    assert!(certificate.loaded().is_none(), "a listing gives less than the data");
    assert_eq!(certificate.summary().unwrap().domain_name(), Some("example.com"));
    exercised::arn("acm.Certificate", &certificate.arn().await.unwrap(), Some(&created[0]));
    assert!(certificate.loaded().is_none(), "its ARN is its identifier");
    assert_eq!(certificate.data().await.unwrap().subject(), Some("CN=example.com"));
}

#[tokio::test]
async fn a_certificate_lives_and_dies() {
    let account = Account::new("us-east-1").await;
    let acm = Acm::new(&account.session);
    let requested = acm.request_certificate().with(|r| r.domain_name("www.example.com")).await.unwrap();
    let certificate = requested.expect("a request answers with the ARN");
    let listed = Client::new(&account.config).list_certificates().send().await.unwrap();
    let summary = &listed.certificate_summary_list()[0];
    let arn = certificate.arn().await.unwrap();
    exercised::arn("acm.Certificate", &arn, summary.certificate_arn());
    account.assert_arn(&arn, "arn:${Partition}:acm:${Region}:${Account}:certificate/${CertificateId}", &[]);

    assert_eq!(certificate.data().await.unwrap().status(), Some(&CertificateStatus::PendingValidation));
    assert_eq!(certificate.acme_endpoint().await.unwrap(), None);
    assert!(
        certificate.get_certificate().await.unwrap().certificate().is_some_and(|pem| pem.starts_with("-----BEGIN"))
    );
    assert!(certificate.loaded().is_none(), "an action forgets the data");
    // The fake refuses another domain than the certificate's.
    certificate.resend_validation_email().await.unwrap();
    let other = certificate.resend_validation_email().with(|r| r.domain("example.org")).await.unwrap_err();
    assert_eq!(other.code(), Some("InvalidDomainValidationOptionsException"));

    certificate.delete().await.unwrap();
    let gone = certificate.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    assert_eq!(gone.code(), Some("ResourceNotFoundException"));
    let sdk = gone.sdk_error::<DescribeCertificateError>().and_then(|error| error.as_service_error());
    assert!(sdk.is_some_and(DescribeCertificateError::is_resource_not_found_exception), "{sdk:?}");
    assert_eq!(acm.certificates().try_collect().await.unwrap(), []);
}

/// The fake takes any private CA, and issues its certificates at once.
#[tokio::test]
async fn a_private_certificate_is_exported() {
    let account = Account::new("eu-central-1").await;
    let acm = Acm::new(&account.session);
    let authority = format!("arn:aws:acm-pca:eu-central-1:{}:certificate-authority/ca-1", account.id);
    let private = acm.request_certificate().with(|r| r.domain_name("inner").certificate_authority_arn(&authority));
    let certificate = private.await.unwrap().unwrap();
    assert_eq!(certificate.data().await.unwrap().certificate_authority_arn(), Some(&*authority));
    let exported = certificate.export().with(|r| r.passphrase(Blob::new("secret"))).await.unwrap();
    assert!(exported.private_key().is_some_and(|key| key.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----")));
    assert!(exported.certificate().is_some_and(|pem| pem.starts_with("-----BEGIN CERTIFICATE-----")));

    let public = acm.certificate(&request(&account, &["example.com"]).await[0]);
    let refused = public.export().with(|r| r.passphrase(Blob::new("secret"))).await.unwrap_err();
    assert_eq!(refused.code(), Some("ValidationException"));
}

#[tokio::test]
async fn the_account_has_settings() {
    let account = Account::new("eu-west-1").await;
    let acm = Acm::new(&account.session);
    let days = async || {
        let now = acm.get_account_configuration().await.unwrap();
        now.expiry_events().and_then(ExpiryEventsConfiguration::days_before_expiry)
    };
    assert_eq!(days().await, Some(45));
    let events = ExpiryEventsConfiguration::builder().days_before_expiry(30).build();
    acm.put_account_configuration().with(|r| r.expiry_events(events).idempotency_token("once")).await.unwrap();
    assert_eq!(days().await, Some(30));
}

#[tokio::test]
async fn tags_are_resources() {
    let account = Account::new("eu-west-1").await;
    let created = request(&account, &["example.com"]).await;
    let certificate = Acm::new(&account.session).certificate(&created[0]);
    for (key, value) in [("stage", "test"), ("team", "web"), ("until", "2030")] {
        let tag = Tag::builder().key(key).value(value).build().unwrap();
        certificate.add_tags().with(|r| r.tags(tag)).await.unwrap();
    }

    let mut tags = certificate.tags_collection().try_collect().await.unwrap();
    tags.sort_by_key(|tag| tag.key().to_owned());
    let found: Vec<_> = tags.iter().map(|tag| (tag.certificate_arn(), tag.key())).collect();
    assert_eq!(found, [(&*created[0], "stage"), (&*created[0], "team"), (&*created[0], "until")]);
    assert_eq!(tags[1].data().await.unwrap().value(), Some("web"));
    assert_eq!(certificate.tag_subresource("until").data().await.unwrap().value(), Some("2030"));

    tags[1].delete().await.unwrap();
    assert!(tags[1].data().await.unwrap_err().is_not_found());
    assert_eq!(tags[1].certificate(), certificate);
    let report = certificate.tags_collection().delete().await;
    assert_eq!(report.failed().count(), 0, "{report:?}");
    assert_eq!(certificate.tags_collection().try_collect().await.unwrap(), []);
}
