//! Deleted pipelines, tasks, tags, and the three kinds of objects.

use aws_resources::datapipeline::{DataPipeline, TagCollection as _};
use aws_sdk_datapipeline::types::{PipelineObject, Tag, TaskStatus};
use end_to_end::{
    answers::{json as answer, json_error},
    script::{Script, session},
};
use serde_json::json;

#[tokio::test]
async fn a_deleted_pipeline_is_not_found() {
    let error = |code: &str| json_error(code, "no");
    let script = Script::new([
        error("PipelineDeletedException"),
        error("PipelineNotFoundException"),
        error("PipelineDeletedException"),
        error("InvalidRequestException"),
    ]);
    let pipeline = DataPipeline::new(&session(&script)).pipeline("df-1");
    assert!(pipeline.data().await.unwrap_err().is_not_found());
    assert!(pipeline.data().await.unwrap_err().is_not_found());
    assert!(pipeline.object("Default").data().await.unwrap_err().is_not_found());
    assert!(!pipeline.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn objects_are_listed_by_their_sphere() {
    let script = Script::new([
        answer(json!({"ids": ["a"], "marker": "m", "hasMoreResults": true})),
        answer(json!({"ids": ["b"], "hasMoreResults": false})),
        answer(json!({"ids": [], "hasMoreResults": false})),
        answer(json!({"ids": [], "hasMoreResults": false})),
        answer(json!({"pipelineObjects": [{"id": "a", "name": "A", "fields": []}], "hasMoreResults": false})),
        answer(json!({})),
    ]);
    let pipeline = DataPipeline::new(&session(&script)).pipeline("df-1");
    let instances = pipeline.instances().try_collect().await.unwrap();
    assert_eq!(
        instances.iter().map(|it| (it.pipeline_id(), it.id())).collect::<Vec<_>>(),
        [("df-1", "a"), ("df-1", "b")]
    );
    assert_eq!(script.request(1).json(), json!({"pipelineId": "df-1", "sphere": "INSTANCE", "marker": "m"}));
    pipeline.components().try_collect().await.unwrap();
    pipeline.attempts().try_collect().await.unwrap();
    assert_eq!(script.request(2).json()["sphere"], "COMPONENT");
    assert_eq!(script.request(3).json()["sphere"], "ATTEMPT");
    assert_eq!(instances[0].data().await.unwrap().name(), "A");
    assert_eq!(script.request(4).json(), json!({"pipelineId": "df-1", "objectIds": ["a"]}));
    instances[0].set_status().with(|r| r.status("RERUN")).await.unwrap();
    assert_eq!(script.request(5).json(), json!({"pipelineId": "df-1", "objectIds": ["a"], "status": "RERUN"}));
}

#[tokio::test]
async fn a_runner_gets_a_task_or_none() {
    let task = json!({"taskId": "t", "pipelineId": "df-1", "attemptId": "a"});
    let script = Script::new([
        answer(json!({})),
        answer(json!({"taskObject": task})),
        answer(json!({"canceled": false})),
        answer(json!({})),
    ]);
    let pipelines = DataPipeline::new(&session(&script));
    let poll = || pipelines.poll_for_task().with(|r| r.worker_group("shop"));
    assert_eq!(poll().await.unwrap(), None);
    let task = poll().await.unwrap().expect("there is work");
    assert_eq!(task.pipeline().await.unwrap(), Some(pipelines.pipeline("df-1")));
    assert!(!task.report_progress().await.unwrap());
    task.set_status().with(|r| r.task_status(TaskStatus::Finished)).await.unwrap();
    assert_eq!(script.request(3).json(), json!({"taskId": "t", "taskStatus": "FINISHED"}));
}

#[tokio::test]
async fn tags_are_set_and_removed() {
    let tags = json!([{"key": "team", "value": "data"}, {"key": "stage", "value": "test"}]);
    let described = json!({"pipelineId": "df-1", "name": "nightly", "fields": [], "tags": tags});
    let script = Script::new([
        answer(json!({})),
        answer(json!({"pipelineDescriptionList": [described]})),
        answer(json!({})),
        answer(json!({})),
        answer(json!({})),
    ]);
    let pipeline = DataPipeline::new(&session(&script)).pipeline("df-1");
    let tag = Tag::builder().key("team").value("data").build().unwrap();
    pipeline.add_tags().with(|r| r.tags(tag)).await.unwrap();
    assert_eq!(script.request(0).json(), json!({"pipelineId": "df-1", "tags": [{"key": "team", "value": "data"}]}));
    let report = pipeline.tags_collection().delete().await;
    assert_eq!((report.items().len(), report.failed().count()), (2, 0), "{report:?}");
    assert_eq!(script.request(2).json(), json!({"pipelineId": "df-1", "tagKeys": ["team", "stage"]}));
    pipeline.tag_subresource("team").delete().await.unwrap();
    assert_eq!(script.request(3).json(), json!({"pipelineId": "df-1", "tagKeys": ["team"]}));
    pipeline.remove_tags().with(|r| r.tag_keys("stage")).await.unwrap();
    assert_eq!(script.request(4).json(), json!({"pipelineId": "df-1", "tagKeys": ["stage"]}));
    assert_eq!(script.operations(), ["AddTags", "DescribePipelines", "RemoveTags", "RemoveTags", "RemoveTags"]);
}

#[tokio::test]
async fn a_definition_is_checked_and_an_expression_evaluated() {
    let script = Script::new([
        answer(json!({"errored": true, "validationErrors": [{"id": "Default", "errors": ["no schedule"]}]})),
        answer(json!({"evaluatedExpression": "2026-01-02"})),
        answer(json!({})),
        answer(json!({"terminate": true})),
    ]);
    let pipelines = DataPipeline::new(&session(&script));
    let pipeline = pipelines.pipeline("df-1");
    let object = PipelineObject::builder().id("Default").name("Default").set_fields(Some(Vec::new())).build().unwrap();
    let checked = pipeline.validate_definition().with(|r| r.pipeline_objects(object)).await.unwrap();
    assert!(checked.errored());
    assert_eq!(
        (checked.validation_errors()[0].id(), checked.validation_errors()[0].errors()[0].as_str()),
        (Some("Default"), "no schedule")
    );
    let object = json!({"id": "Default", "name": "Default", "fields": []});
    assert_eq!(script.request(0).json(), json!({"pipelineId": "df-1", "pipelineObjects": [object]}));
    let day = pipeline.object("a").evaluate_expression().with(|r| r.expression("#{@scheduledStartTime}"));
    assert_eq!(day.await.unwrap(), "2026-01-02");
    let sent = json!({"pipelineId": "df-1", "objectId": "a", "expression": "#{@scheduledStartTime}"});
    assert_eq!(script.request(1).json(), sent);
    pipeline.deactivate().with(|r| r.cancel_active(true)).await.unwrap();
    assert_eq!(script.request(2).json(), json!({"pipelineId": "df-1", "cancelActive": true}));
    let heartbeat = pipelines.report_task_runner_heartbeat().with(|r| r.taskrunner_id("r-1").worker_group("shop"));
    assert!(heartbeat.await.unwrap().terminate());
    assert_eq!(script.request(3).json(), json!({"taskrunnerId": "r-1", "workerGroup": "shop"}));
    assert_eq!(script.operations()[2..], ["DeactivatePipeline", "ReportTaskRunnerHeartbeat"]);
}
