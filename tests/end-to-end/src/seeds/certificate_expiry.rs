//! Certificates of ACM, of which one is in use, and of IAM.

use aws_sdk_acm::Client;

use crate::organisation::Organisation;

/// What was created, by the names of the certificates: their ARNs.
#[derive(Debug)]
pub struct Filled {
    /// In the management account, in use.
    pub used: String,
    /// What uses it: to the fake a name in the DNS, where AWS has an ARN.
    pub user: String,
    /// In the second member, in the other region.
    pub unused: String,
}

/// Fills the accounts.
///
/// # Panics
/// If the fake refuses something.
pub async fn fill(organisation: &Organisation) -> Filled {
    let own = &organisation.management;
    let used = certificate(&Client::new(&organisation.own("eu-west-1")), "shop.example.com").await;
    // The fake knows only of the older load balancers that they use certificates.
    own.ask(
        "elasticloadbalancing",
        &format!(
            "Action=CreateLoadBalancer&Version=2012-06-01&LoadBalancerName=shop&AvailabilityZones.member.1=eu-west-1a\
             &Listeners.member.1.Protocol=HTTPS&Listeners.member.1.LoadBalancerPort=443\
             &Listeners.member.1.InstancePort=80&Listeners.member.1.SSLCertificateId={used}"
        ),
    );
    let unused = certificate(&Client::new(&organisation.member(1, "us-east-1")), "search.example.com").await;
    let iam = aws_sdk_iam::Client::new(&organisation.member(0, "us-east-1"));
    let upload = iam.upload_server_certificate().server_certificate_name("legacy");
    let upload = upload.certificate_body("the fake reads none").private_key("not-a-secret");
    upload.send().await.expect("the certificate can be uploaded");
    Filled { used, user: "shop.us-east-1.elb.amazonaws.com".to_owned(), unused }
}

async fn certificate(client: &Client, domain: &str) -> String {
    let request = client.request_certificate().domain_name(domain);
    let made = request.send().await.expect("the certificate can be requested");
    made.certificate_arn.expect("it has an ARN")
}
