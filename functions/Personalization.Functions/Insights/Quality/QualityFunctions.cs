using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.Events;
using Personalization.Functions.Http;
using Personalization.Insights.Quality;

namespace Personalization.Functions.Insights.Quality;

/// <summary>Whether what comes in can be relied on.</summary>
/// <param name="projector">Watches it.</param>
/// <param name="vocabulary">Names that mean something here.</param>
/// <param name="time">The clock.</param>
public sealed class QualityFunctions(QualityProjector projector, EventVocabulary vocabulary, TimeProvider time)
{
    /// <summary>What is probably wrong with what comes in, in plain words, with since when and what to do.</summary>
    [Function("GetDataQuality")]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/insights/quality")] HttpRequest request, CancellationToken cancellationToken)
    {
        QualityState state = await projector.CatchUpAsync(cancellationToken);
        return Answers.Json(QualityBody.From(state, QualityRules.Find(state, vocabulary, time.GetUtcNow())), WireJson.Relaxed.QualityBody);
    }

    /// <summary>Looks every ten minutes.</summary>
    [Function("WatchDataQuality")]
    public Task Watch([TimerTrigger("0 */10 * * * *")] TimerInfo timer, CancellationToken cancellationToken) => projector.CatchUpAsync(cancellationToken);
}

/// <summary>What is watched, and what is wrong with it.</summary>
internal sealed record QualityBody(int Streams, string? Newest, IReadOnlyList<AlarmBody> Alarms)
{
    public static QualityBody From(QualityState state, IEnumerable<QualityAlarm> alarms) => new(
        state.Streams.Count, state.NewestHour == 0 ? null : EventCodec.Text(new DateTimeOffset(state.NewestHour * TimeSpan.TicksPerHour, TimeSpan.Zero)),
        [.. alarms.Select(alarm => new AlarmBody(alarm.Kind, alarm.Source, alarm.Event, alarm.Field, EventCodec.Text(alarm.Since), alarm.Text, alarm.Advice))]);
}

/// <summary>Something that is probably wrong.</summary>
internal sealed record AlarmBody(string Kind, string Source, string Event, string? Field, string Since, string Text, string WhatToDo);
