//! Paths through networks, and mirrors of their traffic.

use super::{describes, gives, pages, sends};

#[tokio::test]
async fn paths_and_mirrors_are_listed() {
    pages(
        "DescribeNetworkInsightsAccessScopeAnalyses",
        "networkInsightsAccessScopeAnalysisSet",
        "networkInsightsAccessScopeAnalysisId",
        |ec2| ec2.network_insights_access_scope_analyses(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeNetworkInsightsAccessScopes",
        "networkInsightsAccessScopeSet",
        "networkInsightsAccessScopeId",
        |ec2| ec2.network_insights_access_scopes(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeNetworkInsightsAnalyses",
        "networkInsightsAnalysisSet",
        "networkInsightsAnalysisId",
        |ec2| ec2.network_insights_analyses(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeNetworkInsightsPaths",
        "networkInsightsPathSet",
        "networkInsightsPathId",
        |ec2| ec2.network_insights_paths(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeTrafficMirrorFilterRules",
        "trafficMirrorFilterRuleSet",
        "trafficMirrorFilterRuleId",
        |ec2| ec2.traffic_mirror_filter_rules(),
        |it| it.id(),
    )
    .await;
}

#[tokio::test]
async fn paths_and_mirrors_are_described_or_not_found() {
    describes(
        "DescribeNetworkInsightsAccessScopeAnalyses",
        "NetworkInsightsAccessScopeAnalysisId.1",
        "networkInsightsAccessScopeAnalysisSet",
        "networkInsightsAccessScopeAnalysisId",
        |ec2| async move { ec2.network_insights_access_scope_analysis("one").data().await.map(drop) },
    )
    .await;
    describes(
        "DescribeNetworkInsightsAccessScopes",
        "NetworkInsightsAccessScopeId.1",
        "networkInsightsAccessScopeSet",
        "networkInsightsAccessScopeId",
        |ec2| async move { ec2.network_insights_access_scope("one").data().await.map(drop) },
    )
    .await;
    describes(
        "DescribeNetworkInsightsAnalyses",
        "NetworkInsightsAnalysisId.1",
        "networkInsightsAnalysisSet",
        "networkInsightsAnalysisId",
        |ec2| async move { ec2.network_insights_analysis("one").data().await.map(drop) },
    )
    .await;
    describes(
        "DescribeNetworkInsightsPaths",
        "NetworkInsightsPathId.1",
        "networkInsightsPathSet",
        "networkInsightsPathId",
        |ec2| async move { ec2.network_insights_path("one").data().await.map(drop) },
    )
    .await;
    describes(
        "DescribeTrafficMirrorFilterRules",
        "TrafficMirrorFilterRuleId.1",
        "trafficMirrorFilterRuleSet",
        "trafficMirrorFilterRuleId",
        |ec2| async move { ec2.traffic_mirror_filter_rule("one").data().await.map(drop) },
    )
    .await;
}

#[tokio::test]
async fn actions_on_paths_and_mirrors_send_identifiers() {
    sends("DeleteNetworkInsightsAccessScope", &[("NetworkInsightsAccessScopeId", "one")], |ec2| {
        ec2.network_insights_access_scope("one").delete()
    })
    .await;
    sends("DeleteNetworkInsightsAccessScopeAnalysis", &[("NetworkInsightsAccessScopeAnalysisId", "one")], |ec2| {
        ec2.network_insights_access_scope_analysis("one").delete()
    })
    .await;
    sends("DeleteNetworkInsightsAnalysis", &[("NetworkInsightsAnalysisId", "one")], |ec2| {
        ec2.network_insights_analysis("one").delete()
    })
    .await;
    sends("DeleteNetworkInsightsPath", &[("NetworkInsightsPathId", "one")], |ec2| {
        ec2.network_insights_path("one").delete()
    })
    .await;
    sends("DeleteTrafficMirrorFilter", &[("TrafficMirrorFilterId", "one")], |ec2| {
        ec2.traffic_mirror_filter("one").delete()
    })
    .await;
    sends("DeleteTrafficMirrorFilterRule", &[("TrafficMirrorFilterRuleId", "one")], |ec2| {
        ec2.traffic_mirror_filter_rule("one").delete()
    })
    .await;
    sends("DeleteTrafficMirrorTarget", &[("TrafficMirrorTargetId", "one")], |ec2| {
        ec2.traffic_mirror_target("one").delete()
    })
    .await;
    sends("GetNetworkInsightsAccessScopeContent", &[("NetworkInsightsAccessScopeId", "one")], |ec2| {
        ec2.network_insights_access_scope("one").get_content()
    })
    .await;
}

#[tokio::test]
async fn answers_name_paths_and_mirrors() {
    gives(
        "CreateNetworkInsightsAccessScope",
        &[],
        "networkInsightsAccessScope/networkInsightsAccessScopeId",
        |ec2| ec2.create_network_insights_access_scope(),
        |ec2| ec2.network_insights_access_scope("made"),
    )
    .await;
    gives(
        "CreateNetworkInsightsPath",
        &[],
        "networkInsightsPath/networkInsightsPathId",
        |ec2| ec2.create_network_insights_path(),
        |ec2| ec2.network_insights_path("made"),
    )
    .await;
    gives(
        "CreateTrafficMirrorFilterRule",
        &[("TrafficMirrorFilterId", "one")],
        "trafficMirrorFilterRule/trafficMirrorFilterRuleId",
        |ec2| ec2.traffic_mirror_filter("one").create_rule(),
        |ec2| ec2.traffic_mirror_filter_rule("made"),
    )
    .await;
    gives(
        "ModifyTrafficMirrorFilterNetworkServices",
        &[("TrafficMirrorFilterId", "one")],
        "trafficMirrorFilter/trafficMirrorFilterId",
        |ec2| ec2.traffic_mirror_filter("one").modify_network_services(),
        |ec2| ec2.traffic_mirror_filter("made"),
    )
    .await;
    gives(
        "ModifyTrafficMirrorFilterRule",
        &[("TrafficMirrorFilterRuleId", "one")],
        "trafficMirrorFilterRule/trafficMirrorFilterRuleId",
        |ec2| ec2.traffic_mirror_filter_rule("one").modify(),
        |ec2| ec2.traffic_mirror_filter_rule("made"),
    )
    .await;
    gives(
        "StartNetworkInsightsAccessScopeAnalysis",
        &[("NetworkInsightsAccessScopeId", "one")],
        "networkInsightsAccessScopeAnalysis/networkInsightsAccessScopeAnalysisId",
        |ec2| ec2.network_insights_access_scope("one").start_analysis(),
        |ec2| ec2.network_insights_access_scope_analysis("made"),
    )
    .await;
    gives(
        "StartNetworkInsightsAnalysis",
        &[("NetworkInsightsPathId", "one")],
        "networkInsightsAnalysis/networkInsightsAnalysisId",
        |ec2| ec2.network_insights_path("one").start_analysis(),
        |ec2| ec2.network_insights_analysis("made"),
    )
    .await;
}
