//! What else Redshift has: endpoints, domains, datashares, schedules, subscriptions, hardware keys, offers,
//! integrations and applications.

use std::slice;

use aws_sdk_redshift::types::{
    NamespaceIdentifierUnion, PauseClusterMessage, ScheduledActionType, ServerlessIdentifier,
};
use end_to_end::{answers::one, exercised};

use super::{redshift, script};
use crate::query::{assert_sent, xml};

#[tokio::test]
async fn endpoints_and_domains_are_of_a_cluster() {
    let endpoint = xml(&[("EndpointName", "reports"), ("ClusterIdentifier", "shop"), ("SubnetGroupName", "inner")]);
    let domain = xml(&[("CustomDomainName", "dw.example.com"), ("ClusterIdentifier", "shop")]);
    let authorization = xml(&[("Grantee", "222222222222"), ("ClusterIdentifier", "shop")]);
    let script = script(&[
        ("CreateEndpointAccess", &endpoint),
        ("ModifyEndpointAccess", &endpoint),
        ("DescribeEndpointAccess", &one("EndpointAccessList", "member", &endpoint)),
        ("DeleteEndpointAccess", &endpoint),
        ("CreateCustomDomainAssociation", &domain),
        ("ModifyCustomDomainAssociation", &domain),
        ("AuthorizeEndpointAccess", &authorization),
    ]);
    let redshift = redshift(&script);
    let shop = redshift.cluster("shop");
    let create = shop.create_endpoint_access().with(|r| r.endpoint_name("reports").subnet_group_name("inner"));
    let reports = create.await.unwrap().unwrap();
    let modify = reports.modify().with(|r| r.vpc_security_group_ids("sg-1"));
    assert_eq!(modify.await.unwrap().as_ref(), Some(&reports));
    assert_eq!(shop.endpoint_accesses().try_collect().await.unwrap(), slice::from_ref(&reports));
    assert_eq!(reports.cluster().await.unwrap().as_ref(), Some(&shop));
    assert_eq!(reports.cluster_subnet_group().await.unwrap(), Some(redshift.cluster_subnet_group("inner")));
    assert_eq!(reports.delete().await.unwrap().as_ref(), Some(&reports));

    let create = shop.create_custom_domain_association();
    let create = create.with(|r| r.custom_domain_name("dw.example.com").custom_domain_certificate_arn("arn:c"));
    let domain = create.await.unwrap().unwrap();
    assert_eq!(domain, shop.custom_domain_association("dw.example.com"));
    let modify = domain.modify().with(|r| r.custom_domain_certificate_arn("arn:d"));
    assert_eq!(modify.await.unwrap().as_ref(), Some(&domain));
    domain.delete().await.unwrap();

    let given = shop.authorize_endpoint_access().with(|r| r.account("222222222222")).await.unwrap().unwrap();
    assert_eq!(given, shop.endpoint_authorization("222222222222"));
    given.revoke().with(|r| r.force(true)).await.unwrap();
    let received = redshift.received_endpoint_authorization("111111111111", "shop").create_endpoint_access();
    received.with(|r| r.endpoint_name("reports").subnet_group_name("inner")).await.unwrap();
    assert_sent(
        &script,
        &[
            "CreateEndpointAccess ClusterIdentifier=shop EndpointName=reports SubnetGroupName=inner",
            "ModifyEndpointAccess EndpointName=reports VpcSecurityGroupIds.VpcSecurityGroupId.1=sg-1",
            "DescribeEndpointAccess ClusterIdentifier=shop",
            "DescribeEndpointAccess EndpointName=reports",
            "DeleteEndpointAccess EndpointName=reports",
            "CreateCustomDomainAssociation ClusterIdentifier=shop CustomDomainCertificateArn=arn:c \
             CustomDomainName=dw.example.com",
            "ModifyCustomDomainAssociation ClusterIdentifier=shop CustomDomainCertificateArn=arn:d \
             CustomDomainName=dw.example.com",
            "DeleteCustomDomainAssociation ClusterIdentifier=shop CustomDomainName=dw.example.com",
            "AuthorizeEndpointAccess Account=222222222222 ClusterIdentifier=shop",
            "RevokeEndpointAccess Account=222222222222 ClusterIdentifier=shop Force=true",
            "CreateEndpointAccess ClusterIdentifier=shop EndpointName=reports ResourceOwner=111111111111 \
             SubnetGroupName=inner",
        ],
    );
}

#[tokio::test]
async fn datashares_are_offered_and_taken() {
    let arn = "arn:aws:redshift:eu-west-1:123456789012:datashare:ns/sales";
    let data = xml(&[("DataShareArn", arn), ("ManagedBy", "ADX")]);
    let listed = one("DataShares", "member", &data);
    let script = script(&[
        ("AuthorizeDataShare", &data),
        ("DeauthorizeDataShare", &data),
        ("AssociateDataShareConsumer", &data),
        ("DisassociateDataShareConsumer", &data),
        ("RejectDataShare", &data),
        ("DescribeDataSharesForConsumer", &listed),
        ("DescribeDataSharesForProducer", &listed),
        ("RegisterNamespace", "<Status>Registering</Status>"),
        ("DeregisterNamespace", "<Status>Deregistering</Status>"),
    ]);
    let redshift = redshift(&script);
    let share = redshift.data_share(arn);
    let expected = Some(share.clone());
    assert_eq!(share.authorize().with(|r| r.consumer_identifier("222222222222")).await.unwrap(), expected);
    assert_eq!(share.deauthorize().with(|r| r.consumer_identifier("222222222222")).await.unwrap(), expected);
    assert_eq!(share.associate_consumer().with(|r| r.associate_entire_account(true)).await.unwrap(), expected);
    assert_eq!(share.disassociate_consumer().with(|r| r.disassociate_entire_account(true)).await.unwrap(), expected);
    assert_eq!(share.reject().await.unwrap(), expected);
    assert_eq!(redshift.data_shares_for_consumer().try_collect().await.unwrap(), slice::from_ref(&share));
    assert_eq!(redshift.data_shares_for_producer().try_collect().await.unwrap(), [share]);
    let id = ServerlessIdentifier::builder().namespace_identifier("ns").workgroup_identifier("wg").build();
    let id = NamespaceIdentifierUnion::ServerlessIdentifier(id);
    let register = redshift.register_namespace();
    let registered = register.with(|r| r.namespace_identifier(id.clone()).consumer_identifiers("222222222222"));
    assert_eq!(registered.await.unwrap().status().unwrap().as_str(), "Registering");
    let deregister = redshift.deregister_namespace();
    let deregistered = deregister.with(|r| r.namespace_identifier(id).consumer_identifiers("222222222222"));
    assert_eq!(deregistered.await.unwrap().status().unwrap().as_str(), "Deregistering");
    // The union's member is called so by the SDK.
    let namespace = "ConsumerIdentifiers.member.1=222222222222 \
                     NamespaceIdentifier.NamespaceIdentifier.NamespaceIdentifier=ns \
                     NamespaceIdentifier.NamespaceIdentifier.WorkgroupIdentifier=wg";
    assert_sent(
        &script,
        &[
            &format!("AuthorizeDataShare ConsumerIdentifier=222222222222 DataShareArn={arn}"),
            &format!("DeauthorizeDataShare ConsumerIdentifier=222222222222 DataShareArn={arn}"),
            &format!("AssociateDataShareConsumer AssociateEntireAccount=true DataShareArn={arn}"),
            &format!("DisassociateDataShareConsumer DataShareArn={arn} DisassociateEntireAccount=true"),
            &format!("RejectDataShare DataShareArn={arn}"),
            "DescribeDataSharesForConsumer",
            "DescribeDataSharesForProducer",
            &format!("RegisterNamespace {namespace}"),
            &format!("DeregisterNamespace {namespace}"),
        ],
    );
}

#[tokio::test]
async fn what_happens_in_time_is_scheduled() {
    let schedule = "<ScheduleIdentifier>nightly</ScheduleIdentifier><AssociatedClusters><ClusterAssociatedToSchedule>\
                    <ClusterIdentifier>shop</ClusterIdentifier></ClusterAssociatedToSchedule></AssociatedClusters>";
    let action = "<ScheduledActionName>sleep</ScheduledActionName><TargetAction><PauseCluster>\
                  <ClusterIdentifier>shop</ClusterIdentifier></PauseCluster></TargetAction>";
    let profile = "<AuthenticationProfileName>strict</AuthenticationProfileName>";
    let script = script(&[
        ("CreateSnapshotSchedule", schedule),
        ("ModifySnapshotSchedule", schedule),
        ("DescribeSnapshotSchedules", &one("SnapshotSchedules", "SnapshotSchedule", schedule)),
        ("CreateScheduledAction", action),
        ("ModifyScheduledAction", action),
        ("DescribeScheduledActions", &one("ScheduledActions", "ScheduledAction", action)),
        ("CreateAuthenticationProfile", profile),
        ("ModifyAuthenticationProfile", profile),
        ("DescribeAuthenticationProfiles", &one("AuthenticationProfiles", "member", profile)),
    ]);
    let redshift = redshift(&script);
    let shop = redshift.cluster("shop");
    let create = redshift.create_snapshot_schedule();
    let nightly = create.with(|r| r.schedule_identifier("nightly").schedule_definitions("rate(12 hours)"));
    let nightly = nightly.await.unwrap().unwrap();
    assert_eq!(redshift.snapshot_schedules().try_collect().await.unwrap(), slice::from_ref(&nightly));
    let modify = nightly.modify().with(|r| r.schedule_definitions("rate(24 hours)"));
    assert_eq!(modify.await.unwrap().as_ref(), Some(&nightly));
    assert_eq!(nightly.clusters().await.unwrap(), slice::from_ref(&shop));
    nightly.delete().await.unwrap();

    let pause = PauseClusterMessage::builder().cluster_identifier("shop").build();
    let create = redshift.create_scheduled_action().with(|r| {
        let r = r.scheduled_action_name("sleep").schedule("cron(0 20 * * ? *)").iam_role("arn:role");
        r.target_action(ScheduledActionType::builder().pause_cluster(pause).build())
    });
    let sleep = create.await.unwrap().unwrap();
    assert_eq!(shop.scheduled_actions().try_collect().await.unwrap(), slice::from_ref(&sleep));
    assert_eq!(redshift.scheduled_actions().try_collect().await.unwrap(), slice::from_ref(&sleep));
    assert_eq!(sleep.modify().with(|r| r.enable(false)).await.unwrap().as_ref(), Some(&sleep));
    assert_eq!(sleep.paused_cluster().await.unwrap(), Some(shop));
    assert_eq!((sleep.resized_cluster().await.unwrap(), sleep.resumed_cluster().await.unwrap()), (None, None));
    sleep.delete().await.unwrap();

    let create = redshift.create_authentication_profile();
    let create = create.with(|r| r.authentication_profile_name("strict").authentication_profile_content("{}"));
    let strict = create.await.unwrap().unwrap();
    assert_eq!(redshift.authentication_profiles().try_collect().await.unwrap(), slice::from_ref(&strict));
    let modify = strict.modify().with(|r| r.authentication_profile_content("{}"));
    assert_eq!(modify.await.unwrap().as_ref(), Some(&strict));
    assert_eq!(strict.data().await.unwrap().authentication_profile_name(), Some("strict"));
    strict.delete().await.unwrap();
    assert_sent(
        &script,
        &[
            "CreateSnapshotSchedule ScheduleDefinitions.ScheduleDefinition.1=rate(12 hours) ScheduleIdentifier=nightly",
            "DescribeSnapshotSchedules",
            "ModifySnapshotSchedule ScheduleDefinitions.ScheduleDefinition.1=rate(24 hours) ScheduleIdentifier=nightly",
            "DescribeSnapshotSchedules ScheduleIdentifier=nightly",
            "DeleteSnapshotSchedule ScheduleIdentifier=nightly",
            "CreateScheduledAction IamRole=arn:role Schedule=cron(0 20 * * ? *) ScheduledActionName=sleep \
             TargetAction.PauseCluster.ClusterIdentifier=shop",
            "DescribeScheduledActions Filters.ScheduledActionFilter.1.Name=cluster-identifier \
             Filters.ScheduledActionFilter.1.Values.item.1=shop",
            "DescribeScheduledActions",
            "ModifyScheduledAction Enable=false ScheduledActionName=sleep",
            "DescribeScheduledActions ScheduledActionName=sleep",
            "DeleteScheduledAction ScheduledActionName=sleep",
            "CreateAuthenticationProfile AuthenticationProfileContent={} AuthenticationProfileName=strict",
            "DescribeAuthenticationProfiles",
            "ModifyAuthenticationProfile AuthenticationProfileContent={} AuthenticationProfileName=strict",
            "DescribeAuthenticationProfiles AuthenticationProfileName=strict",
            "DeleteAuthenticationProfile AuthenticationProfileName=strict",
        ],
    );
}

#[tokio::test]
async fn subscriptions_and_keys_live_and_die() {
    let subscription = xml(&[("CustSubscriptionId", "deletions"), ("Status", "active")]);
    let certificate = xml(&[("HsmClientCertificateIdentifier", "mine"), ("HsmClientCertificatePublicKey", "key")]);
    let configuration = xml(&[("HsmConfigurationIdentifier", "box"), ("HsmIpAddress", "192.0.2.1")]);
    let script = script(&[
        ("CreateEventSubscription", &xml(&[("EventSubscription", &*subscription)])),
        ("ModifyEventSubscription", &xml(&[("EventSubscription", &*subscription)])),
        ("DescribeEventSubscriptions", &one("EventSubscriptionsList", "EventSubscription", &subscription)),
        ("CreateHsmClientCertificate", &xml(&[("HsmClientCertificate", &*certificate)])),
        ("DescribeHsmClientCertificates", &one("HsmClientCertificates", "HsmClientCertificate", &certificate)),
        ("CreateHsmConfiguration", &xml(&[("HsmConfiguration", &*configuration)])),
        ("DescribeHsmConfigurations", &one("HsmConfigurations", "HsmConfiguration", &configuration)),
    ]);
    let redshift = redshift(&script);
    let create = redshift.create_event_subscription();
    let create = create.with(|r| r.subscription_name("deletions").sns_topic_arn("arn:t").source_type("cluster"));
    let deletions = create.await.unwrap().unwrap();
    assert_eq!(deletions.loaded().unwrap().status(), Some("active"), "creating brings the data");
    assert_eq!(redshift.event_subscriptions().try_collect().await.unwrap(), slice::from_ref(&deletions));
    assert_eq!(deletions.modify().with(|r| r.enabled(false)).await.unwrap().as_ref(), Some(&deletions));
    assert_eq!(deletions.data().await.unwrap().status(), Some("active"));
    deletions.delete().await.unwrap();
    let create = redshift.create_hsm_client_certificate().with(|r| r.hsm_client_certificate_identifier("mine"));
    let mine = create.await.unwrap().unwrap();
    assert_eq!(redshift.hsm_client_certificates().try_collect().await.unwrap(), slice::from_ref(&mine));
    assert_eq!(mine.reload().await.unwrap().hsm_client_certificate_public_key(), Some("key"));
    mine.delete().await.unwrap();
    let create = redshift.create_hsm_configuration().with(|r| r.hsm_configuration_identifier("box"));
    let hsm = create.await.unwrap().unwrap();
    assert_eq!(redshift.hsm_configurations().try_collect().await.unwrap(), slice::from_ref(&hsm));
    assert_eq!(hsm.reload().await.unwrap().hsm_ip_address(), Some("192.0.2.1"));
    hsm.delete().await.unwrap();
    assert_sent(
        &script,
        &[
            "CreateEventSubscription SnsTopicArn=arn:t SourceType=cluster SubscriptionName=deletions",
            "DescribeEventSubscriptions",
            "ModifyEventSubscription Enabled=false SubscriptionName=deletions",
            "DescribeEventSubscriptions SubscriptionName=deletions",
            "DeleteEventSubscription SubscriptionName=deletions",
            "CreateHsmClientCertificate HsmClientCertificateIdentifier=mine",
            "DescribeHsmClientCertificates",
            "DescribeHsmClientCertificates HsmClientCertificateIdentifier=mine",
            "DeleteHsmClientCertificate HsmClientCertificateIdentifier=mine",
            "CreateHsmConfiguration HsmConfigurationIdentifier=box",
            "DescribeHsmConfigurations",
            "DescribeHsmConfigurations HsmConfigurationIdentifier=box",
            "DeleteHsmConfiguration HsmConfigurationIdentifier=box",
        ],
    );
}

#[tokio::test]
async fn what_aws_offers_is_listed_and_bought() {
    let version = xml(&[("ClusterVersion", "1.0"), ("ClusterParameterGroupFamily", "redshift-1.0")]);
    let option = xml(&[("ClusterVersion", "1.0"), ("ClusterType", "multi-node"), ("NodeType", "ra3.large")]);
    let attribute = xml(&[("AttributeName", "max-defer-maintenance-duration")]);
    let offering = xml(&[("ReservedNodeOfferingId", "offer"), ("NodeType", "ra3.large")]);
    let node = xml(&[("ReservedNodeId", "ours"), ("ReservedNodeOfferingId", "offer"), ("NodeCount", "2")]);
    let script = script(&[
        ("DescribeClusterVersions", &one("ClusterVersions", "ClusterVersion", &version)),
        ("DescribeOrderableClusterOptions", &one("OrderableClusterOptions", "OrderableClusterOption", &option)),
        ("DescribeAccountAttributes", &one("AccountAttributes", "AccountAttribute", &attribute)),
        ("DescribeReservedNodeOfferings", &one("ReservedNodeOfferings", "ReservedNodeOffering", &offering)),
        ("GetReservedNodeExchangeOfferings", &one("ReservedNodeOfferings", "ReservedNodeOffering", &offering)),
        ("PurchaseReservedNodeOffering", &xml(&[("ReservedNode", &*node)])),
        ("DescribeReservedNodes", &one("ReservedNodes", "ReservedNode", &node)),
        ("AcceptReservedNodeExchange", &xml(&[("ExchangedReservedNode", &*node)])),
        ("DescribeStorage", "<TotalBackupSizeInMegaBytes>1.5</TotalBackupSizeInMegaBytes>"),
        (
            "DescribeEventCategories",
            &one("EventCategoriesMapList", "EventCategoriesMap", "<SourceType>cluster</SourceType>"),
        ),
    ]);
    let redshift = redshift(&script);
    let version = redshift.cluster_version("redshift-1.0", "1.0");
    assert_eq!(redshift.cluster_versions().try_collect().await.unwrap(), slice::from_ref(&version));
    assert_eq!(version.data().await.unwrap().cluster_version(), Some("1.0"));
    let option = redshift.orderable_cluster_option("1.0", "multi-node", "ra3.large");
    assert_eq!(redshift.orderable_cluster_options().try_collect().await.unwrap(), slice::from_ref(&option));
    assert_eq!(option.data().await.unwrap().cluster_type(), Some("multi-node"));
    let attribute = redshift.account_attribute("max-defer-maintenance-duration");
    assert_eq!(redshift.account_attributes().try_collect().await.unwrap(), slice::from_ref(&attribute));
    attribute.data().await.unwrap();
    let offering = redshift.reserved_node_offering("offer");
    assert_eq!(redshift.reserved_node_offerings().try_collect().await.unwrap(), slice::from_ref(&offering));
    assert_eq!(offering.data().await.unwrap().node_type(), Some("ra3.large"));
    let ours = offering.purchase().with(|r| r.node_count(2)).await.unwrap().unwrap();
    assert_eq!(redshift.reserved_nodes().try_collect().await.unwrap(), slice::from_ref(&ours));
    assert_eq!(redshift.reserved_node("ours").data().await.unwrap().node_count(), Some(2));
    assert_eq!(ours.offering().await.unwrap().as_ref(), Some(&offering));
    assert_eq!(ours.exchange_offerings().try_collect().await.unwrap(), [offering]);
    let exchange = ours.accept_exchange().with(|r| r.target_reserved_node_offering_id("offer"));
    assert_eq!(exchange.await.unwrap(), Some(ours));
    assert_eq!(redshift.describe_storage().await.unwrap().total_backup_size_in_mega_bytes(), Some(1.5));
    let categories = redshift.describe_event_categories().await.unwrap();
    assert_eq!(categories[0].source_type(), Some("cluster"));
    assert_sent(
        &script,
        &[
            "DescribeClusterVersions",
            "DescribeClusterVersions ClusterParameterGroupFamily=redshift-1.0 ClusterVersion=1.0",
            "DescribeOrderableClusterOptions",
            "DescribeOrderableClusterOptions ClusterVersion=1.0 NodeType=ra3.large",
            "DescribeAccountAttributes",
            "DescribeAccountAttributes AttributeNames.AttributeName.1=max-defer-maintenance-duration",
            "DescribeReservedNodeOfferings",
            "DescribeReservedNodeOfferings ReservedNodeOfferingId=offer",
            "PurchaseReservedNodeOffering NodeCount=2 ReservedNodeOfferingId=offer",
            "DescribeReservedNodes",
            "DescribeReservedNodes ReservedNodeId=ours",
            "GetReservedNodeExchangeOfferings ReservedNodeId=ours",
            "AcceptReservedNodeExchange ReservedNodeId=ours TargetReservedNodeOfferingId=offer",
            "DescribeStorage",
            "DescribeEventCategories",
        ],
    );
}

#[tokio::test]
async fn integrations_and_applications_are_called_by_their_arns() {
    let integration = "arn:aws:redshift:eu-west-1:123456789012:integration:i-1";
    let idc = "arn:aws:redshift:eu-west-1:123456789012:redshiftidcapplication:a-1";
    let qev2 = "arn:aws:redshift:eu-west-1:123456789012:qev2idcapplication:q-1";
    let namespace = "arn:aws:redshift:eu-west-1:123456789012:namespace:ns";
    let data = xml(&[("IntegrationArn", integration)]);
    let application = |element: &str, member: &str, arn: &str| one(element, member, arn);
    let policy = xml(&[("ResourceArn", namespace), ("Policy", "{}")]);
    let script = script(&[
        ("CreateIntegration", &data),
        ("ModifyIntegration", &data),
        ("DeleteIntegration", &data),
        ("DescribeInboundIntegrations", &one("InboundIntegrations", "InboundIntegration", &data)),
        ("CreateRedshiftIdcApplication", &application("RedshiftIdcApplication", "RedshiftIdcApplicationArn", idc)),
        ("ModifyRedshiftIdcApplication", &application("RedshiftIdcApplication", "RedshiftIdcApplicationArn", idc)),
        ("CreateQev2IdcApplication", &application("Qev2IdcApplication", "Qev2IdcApplicationArn", qev2)),
        ("ModifyQev2IdcApplication", &application("Qev2IdcApplication", "Qev2IdcApplicationArn", qev2)),
        ("PutResourcePolicy", &xml(&[("ResourcePolicy", &*policy)])),
        ("GetResourcePolicy", &xml(&[("ResourcePolicy", &*policy)])),
    ]);
    let redshift = redshift(&script);
    let create = redshift.create_integration();
    let made = create.with(|r| r.integration_name("in").source_arn("arn:s").target_arn(namespace));
    let made = made.await.unwrap().unwrap();
    exercised::arn("redshift.Integration", &made.arn().await.unwrap(), Some(integration));
    assert_eq!(made.modify().with(|r| r.description("new")).await.unwrap().as_ref(), Some(&made));
    assert_eq!(made.delete().await.unwrap().as_ref(), Some(&made));
    let inbound = redshift.inbound_integration(integration);
    assert_eq!(redshift.inbound_integrations().try_collect().await.unwrap(), slice::from_ref(&inbound));
    assert_eq!(inbound.data().await.unwrap().integration_arn(), Some(integration));

    let create = redshift.create_redshift_idc_application().with(|r| r.redshift_idc_application_name("app"));
    let app = create.await.unwrap().unwrap();
    exercised::arn("redshift.RedshiftIdcApplication", &app.arn().await.unwrap(), Some(idc));
    assert_eq!(app.modify().with(|r| r.idc_display_name("App")).await.unwrap().as_ref(), Some(&app));
    app.delete().await.unwrap();
    let create = redshift.create_qev2_idc_application().with(|r| r.qev2_idc_application_name("app"));
    let app = create.await.unwrap().unwrap();
    exercised::arn("redshift.Qev2IdcApplication", &app.arn().await.unwrap(), Some(qev2));
    assert_eq!(app.modify().with(|r| r.idc_display_name("App")).await.unwrap().as_ref(), Some(&app));
    app.delete().await.unwrap();
    let policy = redshift.resource_policy(namespace);
    assert_eq!(policy.put().with(|r| r.policy("{}")).await.unwrap().as_ref(), Some(&policy));
    assert_eq!(policy.data().await.unwrap().policy(), Some("{}"));
    policy.delete().await.unwrap();
    assert_sent(
        &script,
        &[
            &format!("CreateIntegration IntegrationName=in SourceArn=arn:s TargetArn={namespace}"),
            &format!("ModifyIntegration Description=new IntegrationArn={integration}"),
            &format!("DeleteIntegration IntegrationArn={integration}"),
            "DescribeInboundIntegrations",
            &format!("DescribeInboundIntegrations IntegrationArn={integration}"),
            "CreateRedshiftIdcApplication RedshiftIdcApplicationName=app",
            &format!("ModifyRedshiftIdcApplication IdcDisplayName=App RedshiftIdcApplicationArn={idc}"),
            &format!("DeleteRedshiftIdcApplication RedshiftIdcApplicationArn={idc}"),
            "CreateQev2IdcApplication Qev2IdcApplicationName=app",
            &format!("ModifyQev2IdcApplication IdcDisplayName=App Qev2IdcApplicationArn={qev2}"),
            &format!("DeleteQev2IdcApplication Qev2IdcApplicationArn={qev2}"),
            &format!("PutResourcePolicy Policy={{}} ResourceArn={namespace}"),
            &format!("GetResourcePolicy ResourceArn={namespace}"),
            &format!("DeleteResourcePolicy ResourceArn={namespace}"),
        ],
    );
}
