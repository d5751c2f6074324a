//! Datasets, predictors of both kinds, forecasts and what comes of them.

use aws_resources::{forecast::Forecast, prelude::*};
use end_to_end::{
    answers::{json as answer, json_error_upper},
    script::{Answer, Script, session},
    sent::last,
};
use serde_json::{Value, json};

pub(super) fn arn(resource: &str) -> String {
    format!("arn:aws:forecast:eu-west-1:123456789012:{resource}")
}

fn missing() -> Answer {
    json_error_upper("ResourceNotFoundException", "It does not exist.")
}

fn filter(key: &str, value: &str) -> Value {
    json!({"Filters": [{"Key": key, "Condition": "IS", "Value": value}]})
}

#[tokio::test]
async fn a_group_is_loaded_and_lists_what_it_has() {
    let (group, dataset) = (arn("dataset-group/shop"), arn("dataset/orders"));
    let item = json!({"DatasetGroupArn": group, "DatasetGroupName": "shop"});
    let described = json!({"DatasetGroupArn": group, "DatasetArns": [dataset], "Domain": "RETAIL", "Status": "ACTIVE"});
    let script = Script::new([
        answer(json!({"DatasetGroups": [item], "NextToken": "t"})),
        answer(json!({"DatasetGroups": []})),
        answer(described.clone()),
        answer(described),
        answer(json!({"Predictors": [{"PredictorArn": arn("predictor/p"), "IsAutoPredictor": true}]})),
        answer(json!({"Forecasts": []})),
    ]);
    let forecast = Forecast::new(&session(&script));
    let groups = forecast.dataset_groups().page_size(1).try_collect().await.unwrap();
    assert_eq!(script.request(1).json(), json!({"MaxResults": 1, "NextToken": "t"}));
    let found = &groups[0];
    assert_eq!(found.arn().await.unwrap().as_str(), group);
    assert_eq!(found.data().await.unwrap().status(), Some("ACTIVE"));
    let datasets = found.datasets().try_collect().await.unwrap();
    assert_eq!(datasets, [forecast.dataset(&dataset)]);
    assert!(datasets[0].loaded().is_none(), "only its ARN is in the answer");
    let predictors = found.predictors().try_collect().await.unwrap();
    assert_eq!(script.request(4).json(), filter("DatasetGroupArn", &group));
    assert_eq!(predictors[0].summary().unwrap().is_auto_predictor(), Some(true));
    found.forecasts().try_collect().await.unwrap();
    assert_eq!(script.request(5).json(), filter("DatasetGroupArn", &group));
}

#[tokio::test(start_paused = true)]
async fn data_is_imported() {
    let job = arn("dataset-import-job/orders/first");
    let state = |status: &str| {
        answer(json!({"DatasetImportJobArn": job, "DatasetArn": arn("dataset/orders"), "Status": status}))
    };
    let script = Script::new([
        answer(json!({"DatasetImportJobArn": job})),
        state("CREATE_PENDING"),
        state("CREATE_IN_PROGRESS"),
        state("ACTIVE"),
        state("ACTIVE"),
        state("CREATE_FAILED"),
        answer(json!({})),
        state("CREATE_STOPPING"),
        state("CREATE_STOPPED"),
        answer(json!({"DatasetImportJobs": [{"DatasetImportJobArn": job}]})),
    ]);
    let dataset = Forecast::new(&session(&script)).dataset(arn("dataset/orders"));
    let import = dataset.create_dataset_import_job().with(|r| r.dataset_import_job_name("first")).await.unwrap();
    let import = import.expect("AWS answers with the ARN");
    let sent = json!({"DatasetArn": arn("dataset/orders"), "DatasetImportJobName": "first"});
    assert_eq!(script.request(0).json(), sent);
    import.wait_until_ready().await.unwrap();
    assert_eq!(import.dataset().await.unwrap(), Some(dataset.clone()));
    let failed = import.wait_until_ready().await.unwrap_err();
    assert!(failed.to_string().contains("CREATE_FAILED"), "{failed}");
    import.stop().await.unwrap();
    assert_eq!(script.request(6).operation(), "StopResource");
    assert_eq!(script.request(6).json(), json!({"ResourceArn": job}));
    let stopped = import.wait_until_ready().await.unwrap_err();
    assert!(stopped.to_string().contains("CREATE_STOPPED"), "{stopped}");
    assert_eq!(dataset.dataset_import_jobs().try_collect().await.unwrap(), [import]);
    assert_eq!(script.request(9).json(), filter("DatasetArn", &arn("dataset/orders")));
}

#[tokio::test]
async fn a_predictor_is_of_one_of_two_kinds() {
    let predictor = arn("predictor/p");
    let metrics = json!({"PredictorEvaluationResults": [
        {"AlgorithmArn": "arn:aws:forecast:::algorithm/ARIMA"}, {"AlgorithmArn": "arn:aws:forecast:::algorithm/ETS"},
    ]});
    let script = Script::new([
        answer(json!({"PredictorArn": predictor, "InputDataConfig": {"DatasetGroupArn": arn("dataset-group/a")}})),
        answer(json!({
            "PredictorArn": predictor, "DataConfig": {"DatasetGroupArn": arn("dataset-group/b")},
            "MonitorInfo": {"MonitorArn": arn("monitor/m"), "Status": "ACTIVE"},
        })),
        answer(metrics.clone()),
        answer(metrics),
        answer(json!({"PredictorArn": arn("predictor/q")})),
    ]);
    let forecast = Forecast::new(&session(&script));
    let legacy = forecast.predictor(&predictor);
    assert_eq!(legacy.dataset_group().await.unwrap(), Some(forecast.dataset_group(arn("dataset-group/a"))));
    let auto = legacy.auto_predictor();
    assert_eq!(auto.dataset_group().await.unwrap(), Some(forecast.dataset_group(arn("dataset-group/b"))));
    assert_eq!(auto.monitor().await.unwrap(), Some(forecast.monitor(arn("monitor/m"))));
    assert_eq!(auto.reference_predictor().await.unwrap(), None);
    assert_eq!(script.operations(), ["DescribePredictor", "DescribeAutoPredictor"]);
    assert_eq!(auto.arn().await.unwrap(), legacy.arn().await.unwrap());

    let results = legacy.evaluation_results().try_collect().await.unwrap();
    assert_eq!(results[1].predictor_arn(), predictor);
    assert_eq!(results[1].algorithm_arn(), Some("arn:aws:forecast:::algorithm/ETS"));
    assert_eq!(results[1].reload().await.unwrap().algorithm_arn(), results[1].algorithm_arn());
    let again = auto.retrain().with(|r| r.predictor_name("q")).await.unwrap();
    assert_eq!(again, Some(forecast.auto_predictor(arn("predictor/q"))));
    assert_eq!(script.request(4).json(), json!({"PredictorName": "q", "ReferencePredictorArn": predictor}));
}

#[tokio::test]
async fn a_monitor_has_evaluations() {
    let monitor = arn("monitor/m");
    let evaluation = |time: f64| json!({"MonitorArn": monitor, "EvaluationTime": time, "EvaluationState": "SUCCESS"});
    let script = Script::new([
        answer(json!({"PredictorMonitorEvaluations": [evaluation(1_700_000_000.0), evaluation(1_700_086_400.5)]})),
        answer(json!({"PredictorMonitorEvaluations": [evaluation(1_700_000_000.0)], "NextToken": "t"})),
        answer(json!({"PredictorMonitorEvaluations": [evaluation(1_700_086_400.5)]})),
        answer(json!({})),
    ]);
    let monitor = Forecast::new(&session(&script)).monitor(monitor.clone());
    let evaluations = monitor.evaluations().try_collect().await.unwrap();
    assert_eq!(evaluations[1].evaluation_time().as_secs_f64(), 1_700_086_400.5);
    let data = evaluations[1].reload().await.unwrap();
    assert_eq!(data.evaluation_time().copied(), Some(evaluations[1].evaluation_time()), "searched to the second page");
    assert_eq!(evaluations[1].monitor(), monitor);
    monitor.resume().await.unwrap();
    assert_eq!(script.request(3).operation(), "ResumeResource");
}

#[tokio::test]
async fn tags_are_resources_and_what_is_deleted_is_gone() {
    let export = arn("what-if-forecast-export/e");
    let tags = json!({"Tags": [{"Key": "team", "Value": "web"}, {"Key": "stage", "Value": "test"}]});
    let script = Script::new([
        answer(json!({"WhatIfForecastExportArn": export})),
        answer(tags.clone()),
        answer(tags),
        answer(json!({})),
        answer(json!({})),
        missing(),
    ]);
    let forecast = Forecast::new(&session(&script));
    let create = forecast.create_what_if_forecast_export().with(|r| r.what_if_forecast_arns(arn("what-if-forecast/f")));
    let export = create.await.unwrap().expect("AWS answers with the ARN");
    assert_eq!(export.tag_subresource("stage").data().await.unwrap().value(), "test");
    let report = export.tags_collection().delete().await;
    assert_eq!((report.items().len(), report.failed().count()), (2, 0), "{report:?}");
    let sent = json!({"ResourceArn": export.arn_identifier(), "TagKeys": ["team", "stage"]});
    assert_eq!(script.request(3).json(), sent);
    export.delete().await.unwrap();
    let gone = export.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
}

/// Makes each call and looks at what it sent and at the resource that it gave.
macro_rules! each_makes {
    ($script:ident, $([$operation:ident, $call:expr, $sent:tt, $made:expr]),+ $(,)?) => {$(
        assert_eq!($call.await.unwrap(), Some($made), "{}", stringify!($operation));
        assert_eq!(last(&$script), (stringify!($operation).to_owned(), json!($sent)));
    )+};
}

#[tokio::test]
async fn each_step_makes_the_next() {
    let script = Script::by(|sent| {
        let operation = sent.operation();
        let made = operation.trim_start_matches("Create").trim_start_matches("Auto");
        let member = format!("{made}Arn");
        answer(json!({member: arn(&format!("made/{made}"))}))
    });
    let (g, p, f, e, w) = (arn("g/1"), arn("p/1"), arn("f/1"), arn("e/1"), arn("w/1"));
    let forecast = Forecast::new(&session(&script));
    let group = forecast.dataset_group(&g);
    let (predictor, auto, made) = (forecast.predictor(&p), forecast.auto_predictor(&p), forecast.forecast(&f));
    let predicted = forecast.forecast(arn("made/Forecast"));
    let explained = forecast.explainability(arn("made/Explainability"));
    let exported = forecast.predictor_backtest_export_job(arn("made/PredictorBacktestExportJob"));
    let monitor = forecast.monitor(arn("made/Monitor"));
    each_makes!(
        script,
        [CreateDataset, forecast.create_dataset(), {}, forecast.dataset(arn("made/Dataset"))],
        [
            CreatePredictor,
            group.create_predictor(),
            {"InputDataConfig": {"DatasetGroupArn": g}},
            forecast.predictor(arn("made/Predictor"))
        ],
        [
            CreateAutoPredictor,
            group.create_auto_predictor(),
            {"DataConfig": {"DatasetGroupArn": g}},
            forecast.auto_predictor(arn("made/Predictor"))
        ],
        [CreateForecast, predictor.create_forecast(), {"PredictorArn": p}, predicted.clone()],
        [CreateForecast, auto.create_forecast(), {"PredictorArn": p}, predicted],
        [
            CreatePredictorBacktestExportJob,
            predictor.create_predictor_backtest_export_job(),
            {"PredictorArn": p},
            exported.clone()
        ],
        [
            CreatePredictorBacktestExportJob,
            auto.create_predictor_backtest_export_job(),
            {"PredictorArn": p},
            exported
        ],
        [CreateExplainability, predictor.create_explainability(), {"ResourceArn": p}, explained.clone()],
        [CreateExplainability, auto.create_explainability(), {"ResourceArn": p}, explained.clone()],
        [CreateExplainability, made.create_explainability(), {"ResourceArn": f}, explained.clone()],
        [CreateExplainability, forecast.create_explainability(), {}, explained],
        [
            CreateExplainabilityExport,
            forecast.explainability(&e).create_explainability_export(),
            {"ExplainabilityArn": e},
            forecast.explainability_export(arn("made/ExplainabilityExport"))
        ],
        [CreateMonitor, auto.create_monitor(), {"ResourceArn": p}, monitor.clone()],
        [CreateMonitor, forecast.create_monitor(), {}, monitor],
        [
            CreateForecastExportJob,
            made.create_forecast_export_job(),
            {"ForecastArn": f},
            forecast.forecast_export_job(arn("made/ForecastExportJob"))
        ],
        [
            CreateWhatIfAnalysis,
            made.create_what_if_analysis(),
            {"ForecastArn": f},
            forecast.what_if_analysis(arn("made/WhatIfAnalysis"))
        ],
        [
            CreateWhatIfForecast,
            forecast.what_if_analysis(&w).create_what_if_forecast(),
            {"WhatIfAnalysisArn": w},
            forecast.what_if_forecast(arn("made/WhatIfForecast"))
        ],
    );
}

#[tokio::test]
async fn what_is_made_knows_what_it_is_of() {
    let script = Script::new([
        answer(json!({"PredictorArn": arn("p/1")})),
        answer(json!({"ForecastArn": arn("f/1")})),
        answer(json!({"PredictorArn": arn("p/1"), "DatasetGroupArn": arn("g/1")})),
        answer(json!({"DatasetImportJobArns": [arn("j/1"), arn("j/2")]})),
        answer(json!({"ExplainabilityArn": arn("e/1")})),
        answer(json!({"ResourceArn": arn("p/1")})),
        answer(json!({"ForecastArn": arn("f/1")})),
        answer(json!({"WhatIfAnalysisArn": arn("w/1")})),
        answer(json!({"WhatIfForecastArns": [arn("w/2"), arn("w/3")]})),
    ]);
    let forecast = Forecast::new(&session(&script));
    let (predictor, made) = (forecast.predictor(arn("p/1")), forecast.forecast(arn("f/1")));
    let backtests = forecast.predictor_backtest_export_job(arn("b/1"));
    assert_eq!(backtests.predictor().await.unwrap(), Some(predictor.clone()));
    assert_eq!(forecast.forecast_export_job(arn("x/1")).forecast().await.unwrap(), Some(made.clone()));
    assert_eq!(made.predictor().await.unwrap(), Some(predictor.clone()));
    assert_eq!(made.dataset_group().await.unwrap(), Some(forecast.dataset_group(arn("g/1"))), "read once");
    let imports = predictor.dataset_import_jobs().await.unwrap();
    assert_eq!(imports, [forecast.dataset_import_job(arn("j/1")), forecast.dataset_import_job(arn("j/2"))]);
    let explained = forecast.explainability_export(arn("x/2")).explainability().await.unwrap();
    assert_eq!(explained, Some(forecast.explainability(arn("e/1"))));
    assert_eq!(forecast.monitor(arn("m/1")).auto_predictor().await.unwrap(), Some(predictor.auto_predictor()));
    let analysis = forecast.what_if_analysis(arn("w/1"));
    assert_eq!(analysis.forecast().await.unwrap(), Some(made));
    assert_eq!(forecast.what_if_forecast(arn("w/2")).what_if_analysis().await.unwrap(), Some(analysis));
    let export = forecast.what_if_forecast_export(arn("x/3"));
    let exported = export.what_if_forecasts().await.unwrap();
    assert_eq!(exported, [forecast.what_if_forecast(arn("w/2")), forecast.what_if_forecast(arn("w/3"))]);
}
