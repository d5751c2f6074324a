//! `DescribeDBInstances`: XML of the Query protocol, as it is written there, without white space.

use super::{Pages, REQUEST_ID, listing, repeated};
use crate::world::Shape;

const INSTANCE: &str = "<DBInstance><DBInstanceIdentifier>orders-{n}</DBInstanceIdentifier>\
<DBInstanceClass>db.r6g.large</DBInstanceClass><Engine>postgres</Engine>\
<DBInstanceStatus>available</DBInstanceStatus><MasterUsername>postgres</MasterUsername><DBName>orders</DBName>\
<Endpoint><Address>orders-{n}.c9akciq32.eu-west-1.rds.amazonaws.com</Address><Port>5432</Port>\
<HostedZoneId>Z29XKXDKYMONMX</HostedZoneId></Endpoint><AllocatedStorage>200</AllocatedStorage>\
<InstanceCreateTime>2025-03-04T09:21:33.218Z</InstanceCreateTime>\
<PreferredBackupWindow>02:10-02:40</PreferredBackupWindow><BackupRetentionPeriod>7</BackupRetentionPeriod>\
<DBSecurityGroups/><VpcSecurityGroups><VpcSecurityGroupMembership><VpcSecurityGroupId>sg-{x}</VpcSecurityGroupId>\
<Status>active</Status></VpcSecurityGroupMembership></VpcSecurityGroups><DBParameterGroups><DBParameterGroup>\
<DBParameterGroupName>default.postgres16</DBParameterGroupName><ParameterApplyStatus>in-sync</ParameterApplyStatus>\
</DBParameterGroup></DBParameterGroups><AvailabilityZone>eu-west-1b</AvailabilityZone><DBSubnetGroup>\
<DBSubnetGroupName>private</DBSubnetGroupName><DBSubnetGroupDescription>private subnets</DBSubnetGroupDescription>\
<VpcId>vpc-0a1b2c3d4e5f60718</VpcId><SubnetGroupStatus>Complete</SubnetGroupStatus><Subnets><Subnet>\
<SubnetIdentifier>subnet-0a1b2c3d4e5f60719</SubnetIdentifier><SubnetAvailabilityZone><Name>eu-west-1a</Name>\
</SubnetAvailabilityZone><SubnetOutpost/><SubnetStatus>Active</SubnetStatus></Subnet><Subnet>\
<SubnetIdentifier>subnet-0a1b2c3d4e5f6071a</SubnetIdentifier><SubnetAvailabilityZone><Name>eu-west-1b</Name>\
</SubnetAvailabilityZone><SubnetOutpost/><SubnetStatus>Active</SubnetStatus></Subnet><Subnet>\
<SubnetIdentifier>subnet-0a1b2c3d4e5f6071b</SubnetIdentifier><SubnetAvailabilityZone><Name>eu-west-1c</Name>\
</SubnetAvailabilityZone><SubnetOutpost/><SubnetStatus>Active</SubnetStatus></Subnet></Subnets></DBSubnetGroup>\
<PreferredMaintenanceWindow>sun:04:18-sun:04:48</PreferredMaintenanceWindow><PendingModifiedValues/>\
<LatestRestorableTime>2026-08-12T17:50:00Z</LatestRestorableTime><MultiAZ>true</MultiAZ>\
<EngineVersion>16.4</EngineVersion><AutoMinorVersionUpgrade>true</AutoMinorVersionUpgrade>\
<ReadReplicaDBInstanceIdentifiers/><LicenseModel>postgresql-license</LicenseModel><Iops>3000</Iops>\
<StorageThroughput>125</StorageThroughput><OptionGroupMemberships><OptionGroupMembership>\
<OptionGroupName>default:postgres-16</OptionGroupName><Status>in-sync</Status></OptionGroupMembership>\
</OptionGroupMemberships><PubliclyAccessible>false</PubliclyAccessible><StorageType>gp3</StorageType>\
<DbInstancePort>0</DbInstancePort><StorageEncrypted>true</StorageEncrypted>\
<KmsKeyId>arn:aws:kms:eu-west-1:123456789012:key/1b2c3d4e-5f60-4718-92a3-b4c5d6e7f809</KmsKeyId>\
<DbiResourceId>db-FIHQ3V3WEKDJ5FUGPQ{n}</DbiResourceId>\
<CACertificateIdentifier>rds-ca-rsa2048-g1</CACertificateIdentifier><DomainMemberships/>\
<CopyTagsToSnapshot>true</CopyTagsToSnapshot><MonitoringInterval>60</MonitoringInterval>\
<MonitoringRoleArn>arn:aws:iam::123456789012:role/rds-monitoring-role</MonitoringRoleArn>\
<DBInstanceArn>arn:aws:rds:eu-west-1:123456789012:db:orders-{n}</DBInstanceArn>\
<IAMDatabaseAuthenticationEnabled>true</IAMDatabaseAuthenticationEnabled>\
<PerformanceInsightsEnabled>true</PerformanceInsightsEnabled>\
<PerformanceInsightsRetentionPeriod>7</PerformanceInsightsRetentionPeriod><EnabledCloudwatchLogsExports>\
<member>postgresql</member><member>upgrade</member></EnabledCloudwatchLogsExports>\
<DeletionProtection>true</DeletionProtection><AssociatedRoles/><MaxAllocatedStorage>1000</MaxAllocatedStorage><TagList>\
<Tag><Key>team</Key><Value>checkout</Value></Tag><Tag><Key>stage</Key><Value>production</Value></Tag><Tag>\
<Key>cost-centre</Key><Value>4711-{n}</Value></Tag></TagList><CustomerOwnedIpEnabled>false</CustomerOwnedIpEnabled>\
<ActivityStreamStatus>stopped</ActivityStreamStatus><BackupTarget>region</BackupTarget><NetworkType>IPV4</NetworkType>\
<CertificateDetails><CAIdentifier>rds-ca-rsa2048-g1</CAIdentifier><ValidTill>2027-03-04T09:18:01Z</ValidTill>\
</CertificateDetails><DedicatedLogVolume>false</DedicatedLogVolume>\
<EngineLifecycleSupport>open-source-rds-extended-support</EngineLifecycleSupport></DBInstance>";

pub(crate) fn db_instances(shape: &Shape) -> Pages {
    listing(shape, |items, next| {
        let marker = next.map(|next| format!("<Marker>{next}</Marker>")).unwrap_or_default();
        format!(
            "<DescribeDBInstancesResponse xmlns=\"http://rds.amazonaws.com/doc/2014-10-31/\">\
             <DescribeDBInstancesResult>{marker}<DBInstances>{}</DBInstances></DescribeDBInstancesResult>\
             <ResponseMetadata><RequestId>{REQUEST_ID}</RequestId></ResponseMetadata></DescribeDBInstancesResponse>",
            repeated(items, INSTANCE, "")
        )
    })
}
