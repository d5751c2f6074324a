//! One closure over accounts and regions, with real clients.

use std::{collections::BTreeMap, time::Duration};

use aws_resources::{
    Account, Error, ErrorKind, SessionManager,
    fleet::{CellResult, FleetRun, SkipReason},
    rds::Rds,
};
use end_to_end::{
    accounts::{self, Visit, assumptions},
    answers,
    script::{Answer, Script},
};

const FINE: &str = "111111111111";
const DENIED: &str = "222222222222";
const SMALL: &str = "333333333333";
const IRELAND: &str = "eu-west-1";
/// A region that accounts must enable; one of them hasn't.
const BAHRAIN: &str = "me-south-1";

fn answer(visit: &Visit<'_>) -> Option<Answer> {
    let account = visit.account.as_deref();
    if visit.role.as_deref().is_some_and(|role| role.contains(DENIED)) {
        return Some(answers::query_error(
            403,
            "AccessDenied",
            "User: base is not authorized to perform: sts:AssumeRole",
        ));
    }
    if account == Some(SMALL) && visit.region == BAHRAIN {
        let message = "The security token included in the request is invalid.";
        return Some(answers::query_error(403, "InvalidClientTokenId", message));
    }
    let name = format!("{}-{}", account.unwrap_or("base"), visit.region);
    (visit.operation == "DescribeDBInstances").then(|| answers::named_dbs(&[&name], None))
}

fn manager(script: &Script) -> SessionManager {
    SessionManager::builder(&accounts::config(script)).role_name("AuditRole").build()
}

/// Each cell's result in a few words.
async fn told(mut run: FleetRun<Vec<String>>) -> BTreeMap<(String, String), String> {
    let mut told = BTreeMap::new();
    while let Some(outcome) = run.next().await {
        let cell = (outcome.account().to_owned(), outcome.region().to_owned());
        let result = match outcome.into_result() {
            CellResult::Ok(names) => format!("ok {}", names.join(",")),
            CellResult::Skipped(skip) => format!("skipped {:?}", skip.reason()),
            CellResult::Failed(error) => {
                assert_eq!((error.account(), error.region()), (Some(&*cell.0), Some(&*cell.1)));
                format!("failed {:?} {}", error.kind(), error.code().unwrap_or_default())
            }
        };
        assert!(told.insert(cell.clone(), result).is_none(), "{cell:?} twice");
    }
    told
}

fn expected(cells: [(&str, &str, &str); 6]) -> BTreeMap<(String, String), String> {
    cells.map(|(account, region, told)| ((account.to_owned(), region.to_owned()), told.to_owned())).into()
}

async fn databases(session: aws_resources::Session) -> Result<Vec<String>, Error> {
    let databases = Rds::new(&session).db_instances().all().try_collect().await?;
    Ok(databases.iter().map(|database| database.id().to_owned()).collect())
}

#[tokio::test]
async fn each_of_six_cells_ends_as_it_should() {
    let script = accounts::script(answer);
    let fleet = || manager(&script).fleet().accounts([FINE, DENIED, SMALL]).regions([IRELAND, BAHRAIN]);
    assert_eq!(
        told(fleet().run(databases)).await,
        expected([
            (FINE, IRELAND, "ok 111111111111-eu-west-1"),
            (FINE, BAHRAIN, "ok 111111111111-me-south-1"),
            (DENIED, IRELAND, "failed Credentials AccessDenied"),
            (DENIED, BAHRAIN, "failed Credentials AccessDenied"),
            (SMALL, IRELAND, "ok 333333333333-eu-west-1"),
            (SMALL, BAHRAIN, "skipped RegionNotEnabled"),
        ])
    );
    assert_eq!(assumptions(&script).len(), 3, "one AssumeRole an account, also where it is denied");

    let told = told(fleet().skip_denied_roles().run(databases)).await;
    let denied: Vec<_> = told.iter().filter(|((account, _), _)| account == DENIED).map(|(_, told)| told).collect();
    assert_eq!(denied, ["skipped RoleDenied"; 2]);
}

#[tokio::test]
async fn the_sdks_own_clients_are_told_apart_the_same_way() {
    let script = accounts::script(answer);
    let manager = manager(&script);
    let fleet = manager.fleet().accounts([FINE, DENIED, SMALL]).regions([IRELAND, BAHRAIN]);
    let run = fleet.run(|session| async move {
        let client = aws_sdk_rds::Client::new(session.config());
        let databases = client.describe_db_instances().send().await?;
        Ok(databases.db_instances().iter().filter_map(|db| db.db_instance_identifier().map(str::to_owned)).collect())
    });
    let told = told(run).await;
    assert_eq!(told[&(FINE.into(), IRELAND.into())], "ok 111111111111-eu-west-1");
    assert_eq!(told[&(DENIED.into(), IRELAND.into())], "failed Credentials AccessDenied");
    assert_eq!(told[&(SMALL.into(), BAHRAIN.into())], "skipped RegionNotEnabled");
}

#[tokio::test]
async fn cells_that_aws_itself_rules_out_are_not_run() {
    let script = accounts::script(|visit| match &*visit.service {
        "account" if visit.account.as_deref() == Some(DENIED) => {
            Some(Answer::http(403, "application/json", r#"{"__type":"AccessDeniedException","message":"no"}"#))
        }
        "account" => {
            let region = format!(r#"{{"RegionName":"{IRELAND}","RegionOptStatus":"ENABLED_BY_DEFAULT"}}"#);
            Some(Answer::http(200, "application/json", format!(r#"{{"Regions":[{region}]}}"#)))
        }
        "ssm" => {
            let parameters = [IRELAND, BAHRAIN].map(|region| format!(r#"{{"Name":"/x/{region}","Value":"{region}"}}"#));
            let body = format!(r#"{{"Parameters":[{}]}}"#, parameters.join(","));
            Some(Answer::http(200, "application/x-amz-json-1.1", body))
        }
        "rds" => answer(visit),
        _ => None,
    });
    let manager = manager(&script);
    let fleet = manager.fleet().accounts([FINE, DENIED]).regions([IRELAND, BAHRAIN, "ap-south-2"]).where_enabled();
    let fleet = fleet.where_available("rds").await.unwrap();
    assert_eq!(
        told(fleet.run(databases)).await,
        expected([
            (FINE, IRELAND, "ok 111111111111-eu-west-1"),
            (FINE, BAHRAIN, "skipped RegionNotEnabled"),
            (FINE, "ap-south-2", "skipped ServiceNotInRegion"),
            // This account doesn't tell which regions it has: its calls decide.
            (DENIED, IRELAND, "ok 222222222222-eu-west-1"),
            (DENIED, BAHRAIN, "ok 222222222222-me-south-1"),
            (DENIED, "ap-south-2", "skipped ServiceNotInRegion"),
        ])
    );
    let asked = script.sent().iter().filter(|sent| Visit::of(sent).service == "account").count();
    assert_eq!(asked, 2, "once an account");
}

#[tokio::test]
async fn a_fleet_that_is_dropped_makes_no_further_call() {
    let script = accounts::script(answer);
    let manager = manager(&script);
    let ids = (0..500).map(|id| format!("{id:012}"));
    let mut run = manager.fleet().accounts(ids).regions([IRELAND]).concurrency(4).run(databases);
    for _ in 0..3 {
        assert!(run.next().await.unwrap().ok().is_some());
    }
    drop(run);
    let made = script.count();
    assert!(made <= 2 * (3 + 4 + 4), "{made} calls for seven cells and those after them");
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(script.count(), made);
}

#[tokio::test]
async fn what_is_wrong_with_an_account_fails_its_cells_alone() {
    let script = accounts::script(answer);
    let accounts = [Account::new("12345"), Account::new(FINE), Account::new(SMALL).external_id("x")];
    let manager = manager(&script);
    let run = manager.fleet().accounts(accounts).regions([IRELAND, "cn-north-1"]).run(databases);
    let bad_id = format!("failed {:?} ", ErrorKind::InvalidAccountId);
    let bad_role = format!("failed {:?} ", ErrorKind::InvalidRole);
    assert_eq!(
        told(run).await,
        expected([
            ("12345", IRELAND, &bad_id),
            ("12345", "cn-north-1", &bad_id),
            (FINE, IRELAND, "ok 111111111111-eu-west-1"),
            (FINE, "cn-north-1", "failed WrongPartition "),
            (SMALL, IRELAND, &bad_role),
            (SMALL, "cn-north-1", &bad_role),
        ])
    );
}

#[tokio::test]
async fn a_region_that_must_not_be_disabled_is_a_failure() {
    let script = accounts::script(|visit| {
        let refused = answers::query_error(403, "InvalidClientTokenId", "The security token is invalid");
        (visit.operation != "AssumeRole").then_some(refused)
    });
    let told = told(manager(&script).fleet().accounts([FINE]).regions([IRELAND, BAHRAIN]).run(databases)).await;
    assert_eq!(told[&(FINE.into(), IRELAND.into())], "failed Service InvalidClientTokenId");
    assert_eq!(told[&(FINE.into(), BAHRAIN.into())], format!("skipped {:?}", SkipReason::RegionNotEnabled));
}

#[tokio::test]
async fn no_region_is_no_cell_and_records_that_differ_are_cells_of_their_own() {
    let script = accounts::script(answer);
    let manager = manager(&script);
    let mut none = manager.fleet().accounts([FINE]).regions(Vec::<String>::new()).run(databases);
    assert!(none.next().await.is_none());

    let partner = Account::new(FINE).role_name("Partner").external_id("c-7f3a91");
    let records = [Account::new(FINE), partner.clone(), Account::new(FINE), partner.clone()];
    let mut run = manager.fleet().accounts(records).run(databases);
    let mut seen = Vec::new();
    while let Some(outcome) = run.next().await {
        assert_eq!((outcome.account(), outcome.region()), (FINE, IRELAND));
        seen.push(outcome.record().clone());
    }
    seen.sort_by_key(|record| *record == partner);
    assert_eq!(seen, [Account::new(FINE), partner]);
    assert_eq!(assumptions(&script).len(), 2);
}
