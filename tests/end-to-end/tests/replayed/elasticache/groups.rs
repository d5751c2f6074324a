//! Groups of parameters, of subnets, of rules and of users; what AWS offers; what happened.

use std::slice;

use aws_sdk_elasticache::types::{ParameterNameValue, SourceType};
use end_to_end::{answers::one, exercised};

use super::{elasticache, script};
use crate::query::{assert_sent, xml};

#[tokio::test]
async fn a_parameter_group_lives_and_dies() {
    let arn = "arn:aws:elasticache:eu-west-1:123456789012:parametergroup:mine";
    let group = xml(&[
        ("CacheParameterGroupName", "mine"),
        ("CacheParameterGroupFamily", "redis7"),
        ("Description", "of a test"),
        ("ARN", arn),
    ]);
    let defaults = "<EngineDefaults><Parameters><Parameter><ParameterName>timeout</ParameterName></Parameter>\
                    </Parameters><CacheNodeTypeSpecificParameters><CacheNodeTypeSpecificParameter>\
                    <ParameterName>maxmemory</ParameterName></CacheNodeTypeSpecificParameter>\
                    </CacheNodeTypeSpecificParameters></EngineDefaults>";
    let script = script(&[
        ("CreateCacheParameterGroup", &xml(&[("CacheParameterGroup", &*group)])),
        ("DescribeCacheParameterGroups", &one("CacheParameterGroups", "CacheParameterGroup", &group)),
        ("ModifyCacheParameterGroup", "<CacheParameterGroupName>mine</CacheParameterGroupName>"),
        ("ResetCacheParameterGroup", "<CacheParameterGroupName>mine</CacheParameterGroupName>"),
        ("DescribeEngineDefaultParameters", defaults),
    ]);
    let elasticache = elasticache(&script);
    let create = elasticache
        .create_cache_parameter_group()
        .with(|r| r.cache_parameter_group_name("mine").cache_parameter_group_family("redis7").description("of a test"));
    let mine = create.await.unwrap().unwrap();
    exercised::arn("elasticache.ParameterGroup", &mine.arn().await.unwrap(), Some(arn));
    assert_eq!(elasticache.parameter_groups().try_collect().await.unwrap(), slice::from_ref(&mine));
    let defaults = mine.engine_default_parameters().try_collect().await.unwrap();
    assert_eq!(defaults, [elasticache.engine_default_parameter("redis7", "timeout")]);
    let timeout = ParameterNameValue::builder().parameter_name("timeout").parameter_value("60").build();
    let modify = mine.modify().with(|r| r.parameter_name_values(timeout));
    assert_eq!(modify.await.unwrap().as_ref(), Some(&mine));
    assert_eq!(mine.reset().with(|r| r.reset_all_parameters(true)).await.unwrap().as_ref(), Some(&mine));
    assert_eq!(mine.data().await.unwrap().description(), Some("of a test"));
    mine.delete().await.unwrap();
    let maxmemory = elasticache.engine_default_type_specific_parameter("redis7", "maxmemory");
    assert_eq!(maxmemory.data().await.unwrap().parameter_name(), Some("maxmemory"));
    assert!(elasticache.engine_default_parameter("redis7", "maxmemory").data().await.unwrap_err().is_not_found());
    assert_sent(
        &script,
        &[
            "CreateCacheParameterGroup CacheParameterGroupFamily=redis7 CacheParameterGroupName=mine Description=of a \
             test",
            "DescribeCacheParameterGroups",
            "DescribeEngineDefaultParameters CacheParameterGroupFamily=redis7",
            "ModifyCacheParameterGroup CacheParameterGroupName=mine \
             ParameterNameValues.ParameterNameValue.1.ParameterName=timeout \
             ParameterNameValues.ParameterNameValue.1.ParameterValue=60",
            "ResetCacheParameterGroup CacheParameterGroupName=mine ResetAllParameters=true",
            "DescribeCacheParameterGroups CacheParameterGroupName=mine",
            "DeleteCacheParameterGroup CacheParameterGroupName=mine",
            "DescribeEngineDefaultParameters CacheParameterGroupFamily=redis7",
            "DescribeEngineDefaultParameters CacheParameterGroupFamily=redis7",
        ],
    );
}

#[tokio::test]
async fn security_and_subnet_groups_are_changed() {
    let arn = "arn:aws:elasticache:eu-west-1:123456789012:securitygroup:doors";
    let doors = xml(&[("CacheSecurityGroupName", "doors"), ("ARN", arn)]);
    let wrapped = xml(&[("CacheSecurityGroup", &*doors)]);
    let subnets = one("CacheSubnetGroup", "CacheSubnetGroupName", "inner");
    let script = script(&[
        ("CreateCacheSecurityGroup", &wrapped),
        ("DescribeCacheSecurityGroups", &one("CacheSecurityGroups", "CacheSecurityGroup", &doors)),
        ("AuthorizeCacheSecurityGroupIngress", &wrapped),
        ("RevokeCacheSecurityGroupIngress", &wrapped),
        ("CreateCacheSubnetGroup", &subnets),
        ("ModifyCacheSubnetGroup", &subnets),
    ]);
    let elasticache = elasticache(&script);
    let create = elasticache.create_cache_security_group();
    let create = create.with(|r| r.cache_security_group_name("doors").description("of a test"));
    let doors = create.await.unwrap().unwrap();
    exercised::arn("elasticache.CacheSecurityGroup", &doors.arn().await.unwrap(), Some(arn));
    assert_eq!(elasticache.cache_security_groups().try_collect().await.unwrap(), slice::from_ref(&doors));
    let open = doors.authorize_ingress();
    let open = open.with(|r| r.ec2_security_group_name("web").ec2_security_group_owner_id("123456789012"));
    assert_eq!(open.await.unwrap().as_ref(), Some(&doors));
    let close = doors.revoke_ingress();
    let close = close.with(|r| r.ec2_security_group_name("web").ec2_security_group_owner_id("123456789012"));
    assert_eq!(close.await.unwrap().as_ref(), Some(&doors));
    doors.data().await.unwrap();
    doors.delete().await.unwrap();
    let create = elasticache.create_cache_subnet_group();
    let inner = create.with(|r| r.cache_subnet_group_name("inner").subnet_ids("subnet-1")).await.unwrap().unwrap();
    assert_eq!(inner.modify().with(|r| r.subnet_ids("subnet-2")).await.unwrap().as_ref(), Some(&inner));
    inner.delete().await.unwrap();
    let rule = "CacheSecurityGroupName=doors EC2SecurityGroupName=web EC2SecurityGroupOwnerId=123456789012";
    assert_sent(
        &script,
        &[
            "CreateCacheSecurityGroup CacheSecurityGroupName=doors Description=of a test",
            "DescribeCacheSecurityGroups",
            &format!("AuthorizeCacheSecurityGroupIngress {rule}"),
            &format!("RevokeCacheSecurityGroupIngress {rule}"),
            "DescribeCacheSecurityGroups CacheSecurityGroupName=doors",
            "DeleteCacheSecurityGroup CacheSecurityGroupName=doors",
            "CreateCacheSubnetGroup CacheSubnetGroupName=inner SubnetIds.SubnetIdentifier.1=subnet-1",
            "ModifyCacheSubnetGroup CacheSubnetGroupName=inner SubnetIds.SubnetIdentifier.1=subnet-2",
            "DeleteCacheSubnetGroup CacheSubnetGroupName=inner",
        ],
    );
}

#[tokio::test]
async fn users_are_in_groups() {
    let arn = "arn:aws:elasticache:eu-west-1:123456789012:usergroup:readers";
    let group =
        xml(&[("UserGroupId", "readers"), ("UserIds", "<member>default</member><member>shop</member>"), ("ARN", arn)]);
    let script = script(&[
        ("ModifyUser", "<UserId>shop</UserId>"),
        ("CreateUserGroup", &group),
        ("ModifyUserGroup", &group),
        ("DescribeUserGroups", &one("UserGroups", "member", &group)),
        ("DeleteUserGroup", &group),
    ]);
    let elasticache = elasticache(&script);
    let shop = elasticache.user("shop");
    let modify = shop.modify().with(|r| r.append_access_string("+get"));
    assert_eq!(modify.await.unwrap().as_ref(), Some(&shop));
    let create = shop.create_user_group().with(|r| r.user_group_id("readers").engine("redis"));
    let readers = create.await.unwrap().unwrap();
    let create = elasticache.create_user_group().with(|r| r.user_group_id("readers").engine("redis"));
    assert_eq!(create.await.unwrap().as_ref(), Some(&readers));
    let modify = readers.modify().with(|r| r.user_ids_to_add("default"));
    assert_eq!(modify.await.unwrap().as_ref(), Some(&readers));
    exercised::arn("elasticache.UserGroup", &readers.arn().await.unwrap(), Some(arn));
    assert_eq!(readers.users().await.unwrap(), [elasticache.user("default"), shop]);
    assert_eq!(readers.delete().await.unwrap().as_ref(), Some(&readers));
    assert_sent(
        &script,
        &[
            "ModifyUser AppendAccessString=+get UserId=shop",
            "CreateUserGroup Engine=redis UserGroupId=readers UserIds.member.1=shop",
            "CreateUserGroup Engine=redis UserGroupId=readers",
            "ModifyUserGroup UserGroupId=readers UserIdsToAdd.member.1=default",
            "DescribeUserGroups UserGroupId=readers",
            "DeleteUserGroup UserGroupId=readers",
        ],
    );
}

#[tokio::test]
async fn what_aws_offers_and_what_happened_is_listed() {
    let version = xml(&[("Engine", "redis"), ("EngineVersion", "7.1"), ("CacheParameterGroupFamily", "redis7")]);
    let offering = xml(&[("ReservedCacheNodesOfferingId", "offer"), ("CacheNodeType", "cache.t4g.micro")]);
    let node = xml(&[("ReservedCacheNodeId", "ours"), ("CacheNodeCount", "2")]);
    let update = xml(&[("ServiceUpdateName", "security-1"), ("Engine", "redis")]);
    let event = xml(&[
        ("SourceType", "cache-cluster"),
        ("SourceIdentifier", "shop"),
        ("Date", "2026-01-01T00:00:00Z"),
        ("Message", "Cache cluster created"),
    ]);
    let script = script(&[
        ("DescribeCacheEngineVersions", &one("CacheEngineVersions", "CacheEngineVersion", &version)),
        (
            "DescribeReservedCacheNodesOfferings",
            &one("ReservedCacheNodesOfferings", "ReservedCacheNodesOffering", &offering),
        ),
        ("PurchaseReservedCacheNodesOffering", &xml(&[("ReservedCacheNode", &*node)])),
        ("DescribeServiceUpdates", &one("ServiceUpdates", "ServiceUpdate", &update)),
        ("DescribeEvents", &one("Events", "Event", &event)),
    ]);
    let elasticache = elasticache(&script);
    let version = elasticache.engine_version("redis", "7.1");
    assert_eq!(elasticache.engine_versions().try_collect().await.unwrap(), slice::from_ref(&version));
    assert_eq!(version.data().await.unwrap().cache_parameter_group_family(), Some("redis7"));
    let offering = elasticache.reserved_nodes_offering("offer");
    assert_eq!(elasticache.reserved_nodes_offerings().try_collect().await.unwrap(), slice::from_ref(&offering));
    assert_eq!(offering.data().await.unwrap().cache_node_type(), Some("cache.t4g.micro"));
    let ours = offering.purchase().with(|r| r.cache_node_count(2)).await.unwrap().unwrap();
    assert_eq!((ours.id(), ours.loaded().unwrap().cache_node_count()), ("ours", Some(2)));
    let update = elasticache.service_update("security-1");
    assert_eq!(elasticache.service_updates().try_collect().await.unwrap(), slice::from_ref(&update));
    assert_eq!(update.data().await.unwrap().engine(), Some("redis"));
    let events = elasticache.cluster("shop").events().try_collect().await.unwrap();
    assert_eq!((events[0].source_type(), events[0].source_id()), (&SourceType::CacheCluster, "shop"));
    assert_eq!(elasticache.events().try_collect().await.unwrap(), events);
    let (of_type, date) = (events[0].source_type().clone(), events[0].date());
    let other = elasticache.event(of_type, "shop", date, "another message");
    assert!(other.data().await.unwrap_err().is_not_found());
    assert_sent(
        &script,
        &[
            "DescribeCacheEngineVersions",
            "DescribeCacheEngineVersions Engine=redis EngineVersion=7.1",
            "DescribeReservedCacheNodesOfferings",
            "DescribeReservedCacheNodesOfferings ReservedCacheNodesOfferingId=offer",
            "PurchaseReservedCacheNodesOffering CacheNodeCount=2 ReservedCacheNodesOfferingId=offer",
            "DescribeServiceUpdates",
            "DescribeServiceUpdates ServiceUpdateName=security-1",
            "DescribeEvents SourceIdentifier=shop SourceType=cache-cluster",
            "DescribeEvents",
            "DescribeEvents SourceIdentifier=shop SourceType=cache-cluster StartTime=2026-01-01T00:00:00Z",
        ],
    );
}
