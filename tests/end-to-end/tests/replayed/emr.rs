//! What EMR has beside clusters of groups: fleets, policies, notebooks, studios, sessions, releases.

use aws_resources::{ErrorKind, emr::Emr};
use aws_sdk_emr::types::IdentityType;
use end_to_end::{
    answers::json as ok,
    each_sends, exercised,
    script::{Answer, Script, session},
    waits_for_states,
};
use serde_json::json;

fn refused(message: &str) -> Answer {
    let body = json!({"__type": "InvalidRequestException", "Message": message, "message": message});
    Answer::http(400, "application/x-amz-json-1.1", body.to_string())
}

#[tokio::test]
async fn only_some_refusals_mean_not_found() {
    let script = Script::new([
        refused("Step id 's-1' is not valid."),
        refused("Studio does not exist."),
        refused("InstanceFleets and InstanceGroups are mutually exclusive."),
    ]);
    let emr = Emr::new(&session(&script));
    assert!(emr.step("j-1", "s-1").data().await.unwrap_err().is_not_found());
    assert!(emr.studio("es-1").data().await.unwrap_err().is_not_found());
    let other = emr.cluster("j-1").instance_fleet("if-1").data().await.unwrap_err();
    assert_eq!(other.kind(), ErrorKind::Service);
    assert_eq!(script.request(0).json(), json!({"ClusterId": "j-1", "StepId": "s-1"}));
}

#[tokio::test]
async fn fleets_are_paged_and_searched() {
    let page = |id: &str, marker: Option<&str>| ok(json!({"InstanceFleets": [{"Id": id}], "Marker": marker}));
    let pages = || [page("if-1", Some("m1")), page("if-2", None)];
    let instance = json!({"Id": "ci-1", "InstanceFleetId": "if-2"});
    let answers = pages().into_iter().chain(pages()).chain([ok(json!({"Instances": [instance]})), ok(json!({}))]);
    let script = Script::new(answers);
    let cluster = Emr::new(&session(&script)).cluster("j-1");
    let fleets = cluster.instance_fleets().try_collect().await.unwrap();
    assert_eq!(fleets, [cluster.instance_fleet("if-1"), cluster.instance_fleet("if-2")]);
    assert_eq!(script.request(1).json(), json!({"ClusterId": "j-1", "Marker": "m1"}));
    let fleet = cluster.instance_fleet("if-2");
    assert_eq!(fleet.data().await.unwrap().id(), Some("if-2"));
    let instance = fleet.instances().first().await.unwrap().unwrap();
    assert_eq!(script.request(4).json(), json!({"ClusterId": "j-1", "InstanceFleetId": "if-2"}));
    assert_eq!(instance.instance_fleet().await.unwrap(), Some(fleet.clone()));
    fleet.modify().await.unwrap();
    let sent = json!({"ClusterId": "j-1", "InstanceFleet": {"InstanceFleetId": "if-2"}});
    assert_eq!(script.request(5).json(), sent);
}

#[tokio::test]
async fn a_policy_that_is_not_set_is_not_found() {
    let script =
        Script::new([ok(json!({"AutoTerminationPolicy": {"IdleTimeout": 3600}})), ok(json!({})), ok(json!({}))]);
    let cluster = Emr::new(&session(&script)).cluster("j-1");
    assert_eq!(cluster.auto_termination_policy().data().await.unwrap().idle_timeout(), Some(3600));
    assert!(cluster.managed_scaling_policy().data().await.unwrap_err().is_not_found());
    cluster.auto_termination_policy().delete().await.unwrap();
    assert_eq!(script.operations()[2], "RemoveAutoTerminationPolicy");
}

#[tokio::test(start_paused = true)]
async fn a_notebook_is_waited_for() {
    let state = |state: &str| {
        ok(
            json!({"NotebookExecution": {"NotebookExecutionId": "ex-1", "Status": state, "ExecutionEngine": {"Id": "j-1"},
            "Arn": "arn:aws:elasticmapreduce:eu-west-1:123456789012:notebook-execution/ex-1"}}),
        )
    };
    let script = Script::new([
        ok(json!({"NotebookExecutionId": "ex-1"})),
        state("STARTING"),
        state("FINISHED"),
        state("STOPPED"),
        state("FINISHED"),
    ]);
    let emr = Emr::new(&session(&script));
    let run = emr.start_notebook_execution().with(|r| r.editor_id("e-1")).await.unwrap().unwrap();
    run.wait_until_finished().await.unwrap();
    assert_eq!(run.wait_until_finished().await.unwrap_err().kind(), ErrorKind::WaiterFailed);
    exercised::arn("emr.NotebookExecution", &run.arn().await.unwrap(), run.data().await.unwrap().arn());
    assert_eq!(run.arn().await.unwrap().resource(), "notebook-execution/ex-1");
    assert_eq!(run.cluster().await.unwrap(), Some(emr.cluster("j-1")));
}

#[tokio::test]
async fn studios_have_mappings() {
    let arn = "arn:aws:elasticmapreduce:eu-west-1:123456789012:studio/es-1";
    let mapping =
        |id: &str| json!({"StudioId": "es-1", "IdentityType": "GROUP", "IdentityId": id, "SessionPolicyArn": "p"});
    let script = Script::new([
        ok(json!({"Studios": [{"StudioId": "es-1", "Name": "lab"}]})),
        ok(json!({"Studio": {"StudioId": "es-1", "StudioArn": arn, "Tags": [{"Key": "team", "Value": "data"}]}})),
        ok(json!({"SessionMappings": [mapping("a"), mapping("b")]})),
        ok(json!({"SessionMapping": mapping("b")})),
        ok(json!({})),
        ok(json!({})),
        refused("Studio session mapping does not exist."),
    ]);
    let emr = Emr::new(&session(&script));
    let studio = emr.studios().first().await.unwrap().unwrap();
    exercised::arn("emr.Studio", &studio.arn().await.unwrap(), Some(arn));
    let mappings = studio.session_mappings().try_collect().await.unwrap();
    assert_eq!(mappings[1], studio.session_mapping(IdentityType::Group, "b"));
    assert_ne!(mappings[1], studio.session_mapping(IdentityType::User, "b"));
    assert_eq!(mappings[1].data().await.unwrap().session_policy_arn(), Some("p"));
    assert_eq!(script.request(3).json(), json!({"StudioId": "es-1", "IdentityType": "GROUP", "IdentityId": "b"}));
    // By a name alone it isn't known which one was made.
    let named = studio
        .create_session_mapping()
        .with(|r| r.identity_type(IdentityType::User).identity_name("ann").session_policy_arn("p"));
    assert_eq!(named.await.unwrap(), None);
    mappings[1].delete().await.unwrap();
    assert!(mappings[1].data().await.unwrap_err().is_not_found());
}

#[tokio::test(start_paused = true)]
async fn a_session_lives_and_dies() {
    let state = |state: &str| {
        ok(
            json!({"Session": {"Id": "s-1", "ClusterId": "j-1", "State": state, "Tags": [{"Key": "team", "Value": "data"}],
            "Arn": "arn:aws:elasticmapreduce:eu-west-1:123456789012:cluster/j-1/session/s-1"}}),
        )
    };
    let script = Script::new([
        ok(json!({"Id": "s-1", "ClusterId": "j-1"})),
        state("STARTING"),
        state("IDLE"),
        state("IDLE"),
        ok(json!({})),
        state("IDLE"),
        ok(json!({"ClusterId": "j-1", "SessionId": "s-1", "State": "TERMINATING"})),
        state("TERMINATED"),
    ]);
    let cluster = Emr::new(&session(&script)).cluster("j-1");
    let started = cluster.start_session().await.unwrap().unwrap();
    assert_eq!(started, cluster.cluster_session("s-1"));
    started.wait_until_started().await.unwrap();
    let tags = started.tags_collection().try_collect().await.unwrap();
    assert_eq!(tags, [started.tag_subresource("team")]);
    tags[0].delete().await.unwrap();
    assert_eq!(script.request(4).json(), json!({"ClusterId": "j-1", "ResourceId": "s-1", "TagKeys": ["team"]}));
    exercised::arn("emr.ClusterSession", &started.arn().await.unwrap(), started.data().await.unwrap().arn());
    assert_eq!(started.terminate().await.unwrap(), Some(started.clone()));
    started.wait_until_terminated().await.unwrap();
}

#[tokio::test]
async fn a_releases_applications_are_paged() {
    let page = |name: &str, token: Option<&str>| {
        ok(json!({"ReleaseLabel": "emr-7.9.0", "Applications": [{"Name": name, "Version": "3"}], "NextToken": token}))
    };
    let script = Script::new([page("Hadoop", Some("t1")), page("Spark", None)]);
    let release = Emr::new(&session(&script)).release_label("emr-7.9.0");
    let applications = release.applications().page_size(1).try_collect().await.unwrap();
    assert_eq!(applications, [release.application("Hadoop"), release.application("Spark")]);
    let sent = json!({"ReleaseLabel": "emr-7.9.0", "MaxResults": 1, "NextToken": "t1"});
    assert_eq!(script.request(1).json(), sent);
}

#[tokio::test]
async fn requests_name_what_they_are_about() {
    let script = Script::by(|_| ok(json!({})));
    let emr = Emr::new(&session(&script));
    let cluster = emr.cluster("j-1");
    each_sends!(script, {"ClusterId": "j-1"},
        AddInstanceFleet: cluster.add_instance_fleet(), GetAutoTerminationPolicy: cluster.auto_termination_policy().data(),
        GetClusterSessionCredentials: cluster.get_session_credentials(), ModifyCluster: cluster.modify(),
        GetOnClusterAppUIPresignedURL: cluster.get_on_cluster_app_ui_presigned_url(),
        PutAutoTerminationPolicy: cluster.put_auto_termination_policy(),
        PutManagedScalingPolicy: cluster.managed_scaling_policy().put(),
        RemoveManagedScalingPolicy: cluster.managed_scaling_policy().delete(), CancelSteps: cluster.cancel_steps(),
        ListBootstrapActions: cluster.bootstrap_actions().try_collect(), ListSessions: cluster.sessions().try_collect());
    each_sends!(script, {"JobFlowId": "j-1"}, AddInstanceGroups: cluster.add_instance_groups());
    each_sends!(script, {"JobFlowIds": ["j-1"]},
        SetKeepJobFlowAliveWhenNoSteps: cluster.set_keep_job_flow_alive_when_no_steps(),
        SetUnhealthyNodeReplacement: cluster.set_unhealthy_node_replacement(),
        SetVisibleToAllUsers: cluster.set_visible_to_all_users(), TerminateJobFlows: cluster.terminate());
    each_sends!(script, {"ClusterId": "j-1", "StepIds": ["s-1"]}, CancelSteps: cluster.step("s-1").cancel());
    let group = cluster.instance_group("ig-1");
    each_sends!(script, {"ClusterId": "j-1", "InstanceGroupId": "ig-1"},
        PutAutoScalingPolicy: group.put_auto_scaling_policy(),
        RemoveAutoScalingPolicy: group.remove_auto_scaling_policy(), ListInstances: group.instances().try_collect());
    each_sends!(script, {"ClusterId": "j-1", "InstanceGroups": [{"InstanceGroupId": "ig-1"}]},
        ModifyInstanceGroups: group.modify());
    each_sends!(script, {"ClusterId": "j-1", "SessionId": "s"},
        GetSessionEndpoint: cluster.cluster_session("s").get_endpoint());
    let ui = emr.persistent_app_ui("p-1");
    each_sends!(script, {"PersistentAppUIId": "p-1"},
        DescribePersistentAppUI: ui.data(), GetPersistentAppUIPresignedURL: ui.get_presigned_url());
    each_sends!(script, {"NotebookExecutionId": "ex-1"}, StopNotebookExecution: emr.notebook_execution("ex-1").stop());
    let studio = emr.studio("es-1");
    each_sends!(script, {"StudioId": "es-1"}, UpdateStudio: studio.update(), DeleteStudio: studio.delete());
    each_sends!(script, {"ResourceId": "es-1"}, AddTags: studio.add_tags(), RemoveTags: studio.remove_tags());
    let mapping = studio.session_mapping(IdentityType::User, "u");
    each_sends!(script, {"StudioId": "es-1", "IdentityType": "USER", "IdentityId": "u"},
        UpdateStudioSessionMapping: mapping.update(), DeleteStudioSessionMapping: mapping.delete());
    each_sends!(script, {},
        ListNotebookExecutions: emr.notebook_executions().try_collect(),
        ListSecurityConfigurations: emr.security_configurations().try_collect(),
        ListStudioSessionMappings: emr.studio_session_mappings().try_collect(), CreateStudio: emr.create_studio(),
        CreatePersistentAppUI: emr.create_persistent_app_ui(),
        GetBlockPublicAccessConfiguration: emr.block_public_access_configuration().data(),
        PutBlockPublicAccessConfiguration: emr.block_public_access_configuration().put());
}

#[tokio::test(start_paused = true)]
async fn waiters_know_good_states_and_bad_ones() {
    let service = |script: &Script| Emr::new(&session(script));
    waits_for_states!(
        ok,
        service,
        [
            |s: Emr| s.cluster("j").wait_until_running(),
            |state: &str| json!({"Cluster": {"Status": {"State": state}}}),
            "WAITING",
            "TERMINATED"
        ],
        [
            |s: Emr| s.cluster("j").wait_until_terminated(),
            |state: &str| json!({"Cluster": {"Status": {"State": state}}}),
            "TERMINATED",
            "TERMINATED_WITH_ERRORS"
        ],
        [
            |s: Emr| s.step("j", "s").wait_until_complete(),
            |state: &str| json!({"Step": {"Status": {"State": state}}}),
            "COMPLETED",
            "FAILED"
        ],
        [
            |s: Emr| s.step("j", "s").wait_until_cancelled(),
            |state: &str| json!({"Step": {"Status": {"State": state}}}),
            "CANCELLED",
            "COMPLETED"
        ],
        [
            |s: Emr| s.notebook_execution("n").wait_until_running(),
            |state: &str| json!({"NotebookExecution": {"Status": state}}),
            "RUNNING",
            "FAILED"
        ],
        [
            |s: Emr| s.notebook_execution("n").wait_until_stopped(),
            |state: &str| json!({"NotebookExecution": {"Status": state}}),
            "STOPPED",
            "FAILED"
        ],
    );
}
