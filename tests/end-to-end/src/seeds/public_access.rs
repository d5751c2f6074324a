//! Buckets, databases, security groups, snapshots and images: open ones, and others that aren't.

use aws_sdk_ec2::types::{
    IpPermission, IpRange, Ipv6Range, LaunchPermission, LaunchPermissionModifications, OperationType, PermissionGroup,
    SnapshotAttributeName,
};
use aws_sdk_s3::types::{BucketCannedAcl, PublicAccessBlockConfiguration};
use fake_aws::FakeAws;

use crate::organisation::Organisation;

/// The ids of what is open, where AWS makes them up.
#[derive(Debug)]
pub struct Filled {
    /// Open for SSH and HTTPS.
    pub group: String,
    /// Shared with everybody.
    pub snapshot: String,
    /// Shared with everybody.
    pub image: String,
}

/// Fills the accounts: the management account with what is open and its like, a member with a public database, another
/// one with a private one.
///
/// # Panics
/// If the fake refuses something.
pub async fn fill(organisation: &Organisation) -> Filled {
    buckets(organisation).await;
    for (number, name, public) in [(0, "orders", true), (1, "search", false)] {
        let client = aws_sdk_rds::Client::new(&organisation.member(number, "us-east-1"));
        let create = client.create_db_instance().db_instance_identifier(name).engine("postgres");
        let create = create.db_instance_class("db.t4g.micro").allocated_storage(20).publicly_accessible(public);
        create.send().await.expect("the instance can be made");
    }
    let client = aws_sdk_ec2::Client::new(&organisation.own("eu-west-1"));
    Filled { group: groups(&client).await, snapshot: snapshots(&client).await, image: images(&client).await }
}

async fn buckets(organisation: &Organisation) {
    let account = &organisation.management.id;
    let client = aws_sdk_s3::Client::new(&organisation.own("eu-west-1"));
    let [by_policy, by_acl, blocked] = ["by-policy", "by-acl", "blocked"].map(|name| format!("{name}-{account}"));
    for bucket in [&by_policy, &by_acl, &blocked] {
        FakeAws::shared().create_bucket(account, "eu-west-1", bucket).expect("the name is free");
    }
    for bucket in [&by_policy, &blocked] {
        let policy = serde_json::json!({
            "Version": "2012-10-17",
            "Statement": [{
                "Effect": "Allow",
                "Principal": "*",
                "Action": "s3:GetObject",
                "Resource": format!("arn:aws:s3:::{bucket}/*"),
            }],
        });
        let put = client.put_bucket_policy().bucket(bucket).policy(policy.to_string());
        put.send().await.expect("the bucket takes policies");
    }
    let put = client.put_bucket_acl().bucket(&by_acl).acl(BucketCannedAcl::PublicRead);
    put.send().await.expect("the bucket takes ACLs");
    let all = PublicAccessBlockConfiguration::builder().block_public_acls(true).ignore_public_acls(true);
    let all = all.block_public_policy(true).restrict_public_buckets(true).build();
    let put = client.put_public_access_block().bucket(&blocked).public_access_block_configuration(all);
    put.send().await.expect("public access can be blocked");
}

async fn groups(client: &aws_sdk_ec2::Client) -> String {
    let everybody = IpRange::builder().cidr_ip("0.0.0.0/0").build();
    let ssh = IpPermission::builder().ip_protocol("tcp").from_port(22).to_port(22).ip_ranges(everybody.clone());
    let ssh = ssh.ipv6_ranges(Ipv6Range::builder().cidr_ipv6("::/0").build()).build();
    let https = IpPermission::builder().ip_protocol("tcp").from_port(443).to_port(443).ip_ranges(everybody).build();
    let inside = IpRange::builder().cidr_ip("10.0.0.0/8").build();
    let inside = IpPermission::builder().ip_protocol("-1").ip_ranges(inside).build();
    let open = group(client, "open", vec![ssh, https]).await;
    group(client, "inside", vec![inside]).await;
    open
}

async fn group(client: &aws_sdk_ec2::Client, name: &str, rules: Vec<IpPermission>) -> String {
    let create = client.create_security_group().group_name(name).description(name);
    let id = create.send().await.expect("the group can be made").group_id.expect("it has an id");
    let allow = client.authorize_security_group_ingress().group_id(&id).set_ip_permissions(Some(rules));
    allow.send().await.expect("the group takes rules");
    id
}

async fn snapshots(client: &aws_sdk_ec2::Client) -> String {
    let volume = client.create_volume().availability_zone("eu-west-1a").size(1);
    let volume = volume.send().await.expect("the volume can be made").volume_id.expect("it has an id");
    let mut ids = Vec::new();
    for _ in 0..2 {
        let made = client.create_snapshot().volume_id(&volume).send().await.expect("the snapshot can be made");
        ids.push(made.snapshot_id.expect("it has an id"));
    }
    let shared = ids.remove(0);
    // The fake leaves out what `create_volume_permission` says.
    let share = client.modify_snapshot_attribute().snapshot_id(&shared);
    let share = share.attribute(SnapshotAttributeName::CreateVolumePermission);
    let share = share.operation_type(OperationType::Add).group_names(PermissionGroup::All.as_str());
    share.send().await.expect("the snapshot can be shared");
    shared
}

async fn images(client: &aws_sdk_ec2::Client) -> String {
    let run = client.run_instances().image_id("ami-12345678").min_count(1).max_count(1);
    let run = run.send().await.expect("an instance can be run");
    let instance = run.instances().first().and_then(|made| made.instance_id()).expect("it has an id");
    let mut ids = Vec::new();
    for name in ["shared", "private"] {
        let made = client.create_image().instance_id(instance).name(name).send().await;
        ids.push(made.expect("the image can be made").image_id.expect("it has an id"));
    }
    let shared = ids.remove(0);
    let everybody = LaunchPermission::builder().group(PermissionGroup::All).build();
    let add = LaunchPermissionModifications::builder().add(everybody).build();
    let share = client.modify_image_attribute().image_id(&shared).launch_permission(add);
    share.send().await.expect("the image can be shared");
    shared
}
