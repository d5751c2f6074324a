//! Every kind of thing of Forecast: how it is waited for, listed and deleted.

use aws_resources::{ErrorKind, forecast::Forecast};
use aws_sdk_forecast::types::Tag;
use end_to_end::{
    answers::json as answer,
    each_sends, exercised,
    script::{Script, session},
};
use serde_json::json;

use super::forecast::arn;

fn tag(key: &str, value: &str) -> Tag {
    Tag::builder().key(key).value(value).build().unwrap()
}

/// Waits for what is ready and for what failed, and compares the ARN with the one that AWS describes it with.
macro_rules! each_becomes_ready {
    ($([$type:literal, $resource:ident, $operation:literal, $member:literal, $returned:ident]),+ $(,)?) => {$(
        let described = |status: &str| answer(json!({$member: arn("x/1"), "Status": status}));
        let script = Script::new([described("ACTIVE"), described("CREATE_FAILED"), described("ACTIVE")]);
        let resource = Forecast::new(&session(&script)).$resource(arn("x/1"));
        resource.wait_until_ready().await.unwrap();
        let failed = resource.wait_until_ready().await.unwrap_err();
        assert_eq!(failed.kind(), ErrorKind::WaiterFailed, "{}", $type);
        exercised::arn($type, &resource.arn().await.unwrap(), resource.data().await.unwrap().$returned());
        assert_eq!(script.operations(), [$operation; 3]);
        assert_eq!(script.request(0).json(), json!({$member: arn("x/1")}));
    )+};
}

#[tokio::test(start_paused = true)]
async fn everything_becomes_ready_or_fails() {
    each_becomes_ready!(
        ["forecast.Dataset", dataset, "DescribeDataset", "DatasetArn", dataset_arn],
        [
            "forecast.DatasetImportJob",
            dataset_import_job,
            "DescribeDatasetImportJob",
            "DatasetImportJobArn",
            dataset_import_job_arn
        ],
        ["forecast.Predictor", predictor, "DescribePredictor", "PredictorArn", predictor_arn],
        ["forecast.AutoPredictor", auto_predictor, "DescribeAutoPredictor", "PredictorArn", predictor_arn],
        [
            "forecast.PredictorBacktestExportJob",
            predictor_backtest_export_job,
            "DescribePredictorBacktestExportJob",
            "PredictorBacktestExportJobArn",
            predictor_backtest_export_job_arn
        ],
        ["forecast.Forecast", forecast, "DescribeForecast", "ForecastArn", forecast_arn],
        [
            "forecast.ForecastExportJob",
            forecast_export_job,
            "DescribeForecastExportJob",
            "ForecastExportJobArn",
            forecast_export_job_arn
        ],
        ["forecast.Explainability", explainability, "DescribeExplainability", "ExplainabilityArn", explainability_arn],
        [
            "forecast.ExplainabilityExport",
            explainability_export,
            "DescribeExplainabilityExport",
            "ExplainabilityExportArn",
            explainability_export_arn
        ],
        ["forecast.Monitor", monitor, "DescribeMonitor", "MonitorArn", monitor_arn],
        [
            "forecast.WhatIfAnalysis",
            what_if_analysis,
            "DescribeWhatIfAnalysis",
            "WhatIfAnalysisArn",
            what_if_analysis_arn
        ],
        [
            "forecast.WhatIfForecast",
            what_if_forecast,
            "DescribeWhatIfForecast",
            "WhatIfForecastArn",
            what_if_forecast_arn
        ],
        [
            "forecast.WhatIfForecastExport",
            what_if_forecast_export,
            "DescribeWhatIfForecastExport",
            "WhatIfForecastExportArn",
            what_if_forecast_export_arn
        ],
    );
}

/// Lists two pages of one thing each.
macro_rules! each_is_listed {
    ($([$operation:literal, $list:ident, $members:literal, $member:literal, $resource:ident]),+ $(,)?) => {$(
        let page = |id: &str, token: Option<&str>| {
            answer(json!({$members: [{$member: arn(id)}], "NextToken": token}))
        };
        let script = Script::new([page("x/1", Some("t")), page("x/2", None)]);
        let forecast = Forecast::new(&session(&script));
        let listed = forecast.$list().try_collect().await.unwrap();
        assert_eq!(listed, [forecast.$resource(arn("x/1")), forecast.$resource(arn("x/2"))]);
        assert_eq!(script.operations(), [$operation; 2]);
        assert_eq!(script.request(1).json(), json!({"NextToken": "t"}));
    )+};
}

#[tokio::test]
async fn everything_is_listed_in_pages() {
    each_is_listed!(
        ["ListDatasets", datasets, "Datasets", "DatasetArn", dataset],
        ["ListDatasetImportJobs", dataset_import_jobs, "DatasetImportJobs", "DatasetImportJobArn", dataset_import_job],
        ["ListPredictors", predictors, "Predictors", "PredictorArn", predictor],
        [
            "ListPredictorBacktestExportJobs",
            predictor_backtest_export_jobs,
            "PredictorBacktestExportJobs",
            "PredictorBacktestExportJobArn",
            predictor_backtest_export_job
        ],
        ["ListForecasts", forecasts, "Forecasts", "ForecastArn", forecast],
        [
            "ListForecastExportJobs",
            forecast_export_jobs,
            "ForecastExportJobs",
            "ForecastExportJobArn",
            forecast_export_job
        ],
        ["ListExplainabilities", explainabilities, "Explainabilities", "ExplainabilityArn", explainability],
        [
            "ListExplainabilityExports",
            explainability_exports,
            "ExplainabilityExports",
            "ExplainabilityExportArn",
            explainability_export
        ],
        ["ListMonitors", monitors, "Monitors", "MonitorArn", monitor],
        ["ListWhatIfAnalyses", what_if_analyses, "WhatIfAnalyses", "WhatIfAnalysisArn", what_if_analysis],
        ["ListWhatIfForecasts", what_if_forecasts, "WhatIfForecasts", "WhatIfForecastArn", what_if_forecast],
        [
            "ListWhatIfForecastExports",
            what_if_forecast_exports,
            "WhatIfForecastExports",
            "WhatIfForecastExportArn",
            what_if_forecast_export
        ],
    );
}

#[tokio::test]
async fn what_is_deleted_is_named() {
    let script = Script::by(|_| answer(json!({})));
    let forecast = Forecast::new(&session(&script));
    let x = arn("x/1");
    let group = forecast.dataset_group(&x);
    each_sends!(script, {"DatasetGroupArn": x, "DatasetArns": [arn("d/1"), arn("d/2")]},
        UpdateDatasetGroup: group.update().with(|r| r.dataset_arns(arn("d/1")).dataset_arns(arn("d/2"))));
    each_sends!(script, {"ResourceArn": x, "Tags": [{"Key": "team", "Value": "web"}]},
        TagResource: group.tag_resource().with(|r| r.tags(tag("team", "web"))));
    each_sends!(script, {"ResourceArn": x},
        DeleteResourceTree: group.delete_tree(), DeleteResourceTree: forecast.forecast(&x).delete_tree(),
        StopResource: forecast.predictor(&x).stop());
    each_sends!(script, {"DatasetArn": x}, DeleteDataset: forecast.dataset(&x).delete());
    each_sends!(script, {"DatasetImportJobArn": x}, DeleteDatasetImportJob: forecast.dataset_import_job(&x).delete());
    each_sends!(script, {"PredictorArn": x},
        DeletePredictor: forecast.predictor(&x).delete(), DeletePredictor: forecast.auto_predictor(&x).delete());
    each_sends!(script, {"PredictorBacktestExportJobArn": x},
        DeletePredictorBacktestExportJob: forecast.predictor_backtest_export_job(&x).delete());
    each_sends!(script, {"ForecastArn": x}, DeleteForecast: forecast.forecast(&x).delete());
    each_sends!(script, {"ForecastExportJobArn": x}, DeleteForecastExportJob: forecast.forecast_export_job(&x).delete());
    each_sends!(script, {"ExplainabilityArn": x}, DeleteExplainability: forecast.explainability(&x).delete());
    each_sends!(script, {"ExplainabilityExportArn": x},
        DeleteExplainabilityExport: forecast.explainability_export(&x).delete());
    each_sends!(script, {"MonitorArn": x}, DeleteMonitor: forecast.monitor(&x).delete());
    each_sends!(script, {"WhatIfAnalysisArn": x}, DeleteWhatIfAnalysis: forecast.what_if_analysis(&x).delete());
    each_sends!(script, {"WhatIfForecastArn": x}, DeleteWhatIfForecast: forecast.what_if_forecast(&x).delete());
}
