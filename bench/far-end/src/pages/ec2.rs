//! `DescribeInstances`: EC2's own XML, lists within lists, with its indentation.

use super::{Pages, REQUEST_ID, listing, repeated};
use crate::world::Shape;

/// A reservation with one instance, as most are.
const RESERVATION: &str = r"        <item>
            <reservationId>r-{x}</reservationId>
            <ownerId>123456789012</ownerId>
            <groupSet/>
            <instancesSet>
                <item>
                    <instanceId>i-{x}</instanceId>
                    <imageId>ami-0a1b2c3d4e5f60718</imageId>
                    <instanceState>
                        <code>16</code>
                        <name>running</name>
                    </instanceState>
                    <privateDnsName>ip-10-0-12-34.eu-west-1.compute.internal</privateDnsName>
                    <dnsName/>
                    <reason/>
                    <keyName>operators</keyName>
                    <amiLaunchIndex>0</amiLaunchIndex>
                    <productCodes/>
                    <instanceType>m7g.large</instanceType>
                    <launchTime>2026-05-11T06:40:12.000Z</launchTime>
                    <placement>
                        <availabilityZone>eu-west-1b</availabilityZone>
                        <groupName/>
                        <tenancy>default</tenancy>
                    </placement>
                    <monitoring>
                        <state>disabled</state>
                    </monitoring>
                    <subnetId>subnet-0a1b2c3d4e5f60719</subnetId>
                    <vpcId>vpc-0a1b2c3d4e5f60718</vpcId>
                    <privateIpAddress>10.0.12.34</privateIpAddress>
                    <sourceDestCheck>true</sourceDestCheck>
                    <groupSet>
                        <item>
                            <groupId>sg-0a1b2c3d4e5f6071c</groupId>
                            <groupName>web</groupName>
                        </item>
                    </groupSet>
                    <architecture>arm64</architecture>
                    <rootDeviceType>ebs</rootDeviceType>
                    <rootDeviceName>/dev/xvda</rootDeviceName>
                    <blockDeviceMapping>
                        <item>
                            <deviceName>/dev/xvda</deviceName>
                            <ebs>
                                <volumeId>vol-{x}</volumeId>
                                <status>attached</status>
                                <attachTime>2026-05-11T06:40:13.000Z</attachTime>
                                <deleteOnTermination>true</deleteOnTermination>
                            </ebs>
                        </item>
                    </blockDeviceMapping>
                    <virtualizationType>hvm</virtualizationType>
                    <clientToken>5f1e2d3c-4b5a-4697-8879-6a5b4c3d2e1f</clientToken>
                    <tagSet>
                        <item>
                            <key>Name</key>
                            <value>web-{n}</value>
                        </item>
                        <item>
                            <key>team</key>
                            <value>checkout</value>
                        </item>
                    </tagSet>
                    <hypervisor>xen</hypervisor>
                    <networkInterfaceSet>
                        <item>
                            <networkInterfaceId>eni-{x}</networkInterfaceId>
                            <subnetId>subnet-0a1b2c3d4e5f60719</subnetId>
                            <vpcId>vpc-0a1b2c3d4e5f60718</vpcId>
                            <description/>
                            <ownerId>123456789012</ownerId>
                            <status>in-use</status>
                            <macAddress>06:1f:2e:3d:4c:5b</macAddress>
                            <privateIpAddress>10.0.12.34</privateIpAddress>
                            <privateDnsName>ip-10-0-12-34.eu-west-1.compute.internal</privateDnsName>
                            <sourceDestCheck>true</sourceDestCheck>
                            <groupSet>
                                <item>
                                    <groupId>sg-0a1b2c3d4e5f6071c</groupId>
                                    <groupName>web</groupName>
                                </item>
                            </groupSet>
                            <attachment>
                                <attachmentId>eni-attach-{x}</attachmentId>
                                <deviceIndex>0</deviceIndex>
                                <status>attached</status>
                                <attachTime>2026-05-11T06:40:12.000Z</attachTime>
                                <deleteOnTermination>true</deleteOnTermination>
                                <networkCardIndex>0</networkCardIndex>
                            </attachment>
                            <privateIpAddressesSet>
                                <item>
                                    <privateIpAddress>10.0.12.34</privateIpAddress>
                                    <privateDnsName>ip-10-0-12-34.eu-west-1.compute.internal</privateDnsName>
                                    <primary>true</primary>
                                </item>
                            </privateIpAddressesSet>
                            <ipv6AddressesSet/>
                            <interfaceType>interface</interfaceType>
                        </item>
                    </networkInterfaceSet>
                    <iamInstanceProfile>
                        <arn>arn:aws:iam::123456789012:instance-profile/web</arn>
                        <id>AIPAJSHF4EXAMPLE7NKQW</id>
                    </iamInstanceProfile>
                    <ebsOptimized>true</ebsOptimized>
                    <enaSupport>true</enaSupport>
                    <cpuOptions>
                        <coreCount>2</coreCount>
                        <threadsPerCore>1</threadsPerCore>
                    </cpuOptions>
                    <metadataOptions>
                        <state>applied</state>
                        <httpTokens>required</httpTokens>
                        <httpPutResponseHopLimit>2</httpPutResponseHopLimit>
                        <httpEndpoint>enabled</httpEndpoint>
                    </metadataOptions>
                </item>
            </instancesSet>
        </item>
";

pub(crate) fn instances(shape: &Shape) -> Pages {
    listing(shape, |items, next| {
        let token = next.map(|next| format!("    <nextToken>{next}</nextToken>\n")).unwrap_or_default();
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <DescribeInstancesResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">\n    \
             <requestId>{REQUEST_ID}</requestId>\n    <reservationSet>\n{}    </reservationSet>\n{token}\
             </DescribeInstancesResponse>",
            repeated(items, RESERVATION, "")
        )
    })
}
