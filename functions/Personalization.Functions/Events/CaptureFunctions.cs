using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.Events;

namespace Personalization.Functions.Events;

/// <summary>Events in, by Segment's HTTP API. The write key is in the request, so the functions themselves are open.</summary>
/// <param name="capture">Does the work.</param>
public sealed class CaptureFunctions(CaptureEndpoint capture)
{
    /// <summary>Many events of any type.</summary>
    [Function("CaptureBatch")]
    public Task<IResult> Batch([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/batch")] HttpRequest request) => capture.AnswerAsync(request, null);

    /// <summary>Something somebody did.</summary>
    [Function("CaptureTrack")]
    public Task<IResult> Track([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/track")] HttpRequest request) => capture.AnswerAsync(request, EventType.Track);

    /// <summary>Who somebody is.</summary>
    [Function("CaptureIdentify")]
    public Task<IResult> Identify([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/identify")] HttpRequest request) => capture.AnswerAsync(request, EventType.Identify);

    /// <summary>A page was seen.</summary>
    [Function("CapturePage")]
    public Task<IResult> Page([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/page")] HttpRequest request) => capture.AnswerAsync(request, EventType.Page);

    /// <summary>A screen of an app was seen.</summary>
    [Function("CaptureScreen")]
    public Task<IResult> Screen([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/screen")] HttpRequest request) => capture.AnswerAsync(request, EventType.Screen);

    /// <summary>A person belongs to a group.</summary>
    [Function("CaptureGroup")]
    public Task<IResult> Group([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/group")] HttpRequest request) => capture.AnswerAsync(request, EventType.Group);

    /// <summary>Two ids are one person.</summary>
    [Function("CaptureAlias")]
    public Task<IResult> Alias([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/alias")] HttpRequest request) => capture.AnswerAsync(request, EventType.Alias);
}
