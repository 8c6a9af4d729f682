using Microsoft.Extensions.Logging;
using Personalization.Functions.Recommendations;

namespace Personalization.Functions;

/// <summary>All log lines of the app. Never a body, an id of a person, or a key.</summary>
internal static partial class Log
{
    [LoggerMessage(100, LogLevel.Warning, "The activity counts could not be brought up to date; the timer tries again")]
    public static partial void CatchUpFailed(this ILogger log, Exception fault);

    [LoggerMessage(103, LogLevel.Error, "A damaged line in lake file {File} was passed over")]
    public static partial void DamagedLine(this ILogger log, Exception fault, string file);

    [LoggerMessage(104, LogLevel.Error, "Lake file {File} is {Bytes} bytes shorter than what was written to it or read of it: storage has forgotten events that were answered for")]
    public static partial void LakeShrunk(this ILogger log, string file, long bytes);

    [LoggerMessage(101, LogLevel.Information, "Recommendations rebuilt from {Events} events: {Products} products, snapshot {Version}, {Bytes} bytes, {Outcome}")]
    public static partial void Rebuilt(this ILogger log, long events, int products, string version, int bytes, ModelOutcome outcome);

    [LoggerMessage(106, LogLevel.Error, "{Lines} damaged lines of the lake were passed over")]
    public static partial void DamagedLines(this ILogger log, long lines);

    [LoggerMessage(102, LogLevel.Error, "A model snapshot was refused; the one in service stays")]
    public static partial void SnapshotRefused(this ILogger log, Exception fault);

    [LoggerMessage(108, LogLevel.Error, "The stored merchandising rules were refused; those in service stay")]
    public static partial void RulesRefused(this ILogger log, Exception fault);

    [LoggerMessage(107, LogLevel.Warning, "What merchandising rules cost could not be stored; it is kept for the next time")]
    public static partial void CostsNotStored(this ILogger log, Exception fault);

    [LoggerMessage(162, LogLevel.Warning, "Counts of refused events and of lists could not be stored; they are kept for the next time")]
    public static partial void CountsNotStored(this ILogger log, Exception fault);

    [LoggerMessage(105, LogLevel.Warning, "Recommendations could not be made ready at the start; the first request tries again")]
    public static partial void NotWarm(this ILogger log, Exception fault);

    [LoggerMessage(106, LogLevel.Warning, "What answers are made from could not be looked at anew; the next request tries again")]
    public static partial void ShelfNotRefreshed(this ILogger log, Exception fault);

    [LoggerMessage(110, LogLevel.Information, "Import {ImportId}: {Done} of {Total} done")]
    public static partial void ImportProgress(this ILogger log, string importId, long done, long total);

    [LoggerMessage(130, LogLevel.Warning, "A journey's message by template {Template} could not be made: {Code}")]
    public static partial void MessageNotMade(this ILogger log, string template, string code);

    [LoggerMessage(140, LogLevel.Information, "Predictions fitted on {Events} events: {States}")]
    public static partial void PredictionsFitted(this ILogger log, long events, string states);

    [LoggerMessage(141, LogLevel.Error, "The stored predictions were refused; those in service stay")]
    public static partial void PredictionsRefused(this ILogger log, Exception fault);

    [LoggerMessage(161, LogLevel.Warning, "What comes in from {Source} has changed: {Kind}; GET /v1/insights/quality says more")]
    public static partial void QualityAlarm(this ILogger log, string kind, string source);

    [LoggerMessage(160, LogLevel.Information, "A customer's card was read with the contact data in clear")]
    public static partial void ContactRevealed(this ILogger log);

    [LoggerMessage(145, LogLevel.Information, "Segments looked at for {People} people; those of {Changed} were others than thought")]
    public static partial void SegmentsPassed(this ILogger log, long people, long changed);

    [LoggerMessage(120, LogLevel.Warning, "Storage did not answer; the request was refused with 503")]
    public static partial void StorageUnavailable(this ILogger log, Exception fault);

    [LoggerMessage(171, LogLevel.Warning, "The catalog's search index could not be made anew; the next question tries again")]
    public static partial void SearchNotRefreshed(this ILogger log, Exception fault);

    [LoggerMessage(170, LogLevel.Error, "The assistant's tool {Tool} has failed; its call was answered with that")]
    public static partial void ToolFailed(this ILogger log, string tool, Exception fault);

    [LoggerMessage(180, LogLevel.Error, "What decides for the slot {Slot} has failed; the page was answered with its stand-in")]
    public static partial void SlotFailed(this ILogger log, string slot, Exception fault);
}
