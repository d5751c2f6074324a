//! The service that the build script generates, against scripted answers.

use std::time::Duration;

use aws_resources_runtime::Result;
use own_models::resources::scheduler::{Schedule, Scheduler, Tag, sdk::types};
use replay::Script;

const GROUP: &str = "arn:aws:scheduler:eu-west-1:123456789012:schedule-group/reports";
const SCHEDULE: &str = "arn:aws:scheduler:eu-west-1:123456789012:schedule/reports/nightly";

fn group(state: &str) -> (u16, String) {
    (200, format!(r#"{{"Arn": "{GROUP}", "Name": "reports", "State": "{state}"}}"#))
}

fn absent() -> (u16, String) {
    (404, r#"{"__type": "ResourceNotFoundException", "Message": "none"}"#.to_owned())
}

fn schedules(names: &[&str], token: &str) -> String {
    let one = |name| {
        let arn = SCHEDULE.replace("nightly", name);
        format!(r#"{{"Arn": "{arn}", "GroupName": "reports", "Name": "{name}", "State": "ENABLED"}}"#)
    };
    let list: Vec<String> = names.iter().map(|name| one(name)).collect();
    format!(r#"{{"Schedules": [{}] {token}}}"#, list.join(","))
}

#[tokio::test]
async fn a_listing_has_every_page_and_arns_without_further_calls() -> Result<()> {
    let script = Script::new([schedules(&["hourly"], r#", "NextToken": "2""#), schedules(&["nightly"], "")]);
    let listed = Scheduler::new(&script.session()).schedules().all().try_collect().await?;

    let names: Vec<&str> = listed.iter().map(Schedule::name).collect();
    assert_eq!(names, ["hourly", "nightly"]);
    assert_eq!(listed[1].arn().await?.to_string(), SCHEDULE);
    assert_eq!(listed[1].summary().and_then(|summary| summary.state.clone()), Some(types::ScheduleState::Enabled));
    assert_eq!(script.requests().len(), 2);
    Ok(())
}

#[tokio::test]
async fn data_is_loaded_once_and_its_absence_told() -> Result<()> {
    let body = format!(r#"{{"Arn": "{SCHEDULE}", "Name": "nightly", "ScheduleExpression": "rate(1 day)"}}"#);
    let script = Script::with_statuses([(200, body), absent()]);
    let schedule = Scheduler::new(&script.session()).schedule("reports", "nightly");

    assert_eq!(schedule.data().await?.schedule_expression(), Some("rate(1 day)"));
    assert_eq!(schedule.arn().await?.to_string(), SCHEDULE);
    assert_eq!(script.requests().len(), 1);
    assert!(script.requests()[0].contains("/schedules/nightly?groupName=reports"));
    assert!(schedule.reload().await.unwrap_err().is_not_found());
    Ok(())
}

#[tokio::test]
async fn tags_are_asked_for_by_the_arn() -> Result<()> {
    let tags = r#"{"Tags": [{"Key": "owner", "Value": "data"}]}"#;
    let script = Script::with_statuses([group("ACTIVE"), (200, tags.to_owned())]);
    let tags = Scheduler::new(&script.session()).schedule_group("reports").tags_collection().try_collect().await?;

    assert_eq!(tags.iter().map(Tag::key).collect::<Vec<_>>(), ["owner"]);
    assert_eq!(tags[0].loaded().as_ref().map(|tag| tag.value()), Some("data"));
    assert!(script.requests()[1].contains("schedule-group%2Freports"));
    assert!(tags[0].arn().await.unwrap_err().to_string().contains("a part of its schedule group"));
    Ok(())
}

#[tokio::test]
async fn an_action_gives_the_resource_that_it_makes() -> Result<()> {
    let script = Script::new([format!(r#"{{"ScheduleArn": "{SCHEDULE}"}}"#), "{}".to_owned()]);
    let group = Scheduler::new(&script.session()).schedule_group("reports");

    let created = group.create_schedule().with(|r| r.name("nightly").schedule_expression("rate(1 day)")).await?;
    assert_eq!(created, Some(group.schedule("nightly")));
    assert_eq!(created.map(|schedule| schedule.group()), Some(group.clone()));
    group.delete().await?;
    assert!(script.requests()[1].contains("/schedule-groups/reports"));
    Ok(())
}

#[tokio::test]
async fn the_waiter_of_the_model_waits() -> Result<()> {
    let script = Script::with_statuses([group("DELETING"), absent(), group("ACTIVE")]);
    let group = Scheduler::new(&script.session()).schedule_group("reports");
    let wait = || group.wait_until_deleted().every(Duration::from_millis(1));

    wait().await?;
    assert_eq!(script.requests().len(), 2);
    assert!(wait().await.unwrap_err().to_string().contains("ACTIVE"));
    Ok(())
}
