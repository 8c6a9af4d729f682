using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using Personalization.Common;
using Personalization.Events;
using Personalization.Functions.Events;
using Personalization.Functions.Http;
using Personalization.Profiles.Pos;

namespace Personalization.Functions.Profiles.Pos;

/// <summary>What tills and scanners tell, and links by which a phone goes on where the shop floor stopped.</summary>
public sealed class PosFunctions
{
    private static readonly Problem TooLarge = new(413, "too-large", "The batch is too large", $"A batch may have {PosReader.MostBytes / 1024} KB and {PosReader.MostEvents} events.");
    private static readonly Problem Busy = TooManyEvents.Saying("Nothing was taken. Send the batch again: receipts count once.");

    private readonly IEventQueue events;
    private readonly PhoneLinks links;
    private readonly PosOptions options;
    private readonly TimeProvider time;

    /// <summary>By its services.</summary>
    public PosFunctions(IEventQueue events, PhoneLinks links, IOptions<PosOptions> options, TimeProvider time) =>
        (this.events, this.links, this.options, this.time) = (events, links, options.Value, time);

    /// <summary>Sales, refunds and scans of a store, with a verdict on each. What is accepted survives a crash of this app; a receipt sent again counts once.</summary>
    [Function("PostPosEvents")]
    public async Task<IResult> Events([HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/pos/events")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (await RequestBody.ReadAsync(request, PosReader.MostBytes, cancellationToken) is not { } body) return Answers.Refusal(TooLarge);
        DateTimeOffset now = time.GetUtcNow();
        PosReading reading = PosReader.Read(body, now);
        if (reading.Problem is { } problem) return Answers.Refusal(problem);
        ReadOnlyMemory<byte>[] lines = [.. reading.Verdicts.Where(one => one.Event is not null).Select(one => PosLines.Line(one.Event!, now))];
        return lines.Length == 0 || await events.TryEnqueueAsync(lines, cancellationToken)
            ? Answers.Json(PosBody.From(reading.Verdicts), WireJson.Relaxed.PosBody)
            : Answers.Refusal(Busy);
    }

    /// <summary>A link for a list of products: short enough for a QR code, good for 30 days.</summary>
    [Function("PostPhoneLink")]
    public async Task<IResult> Link([HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/pos/links")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (await RequestBody.ReadAsync(request, PosReader.MostBytes, cancellationToken) is not { } body) return Answers.Refusal(TooLarge);
        (PhoneList? list, Problem? problem) = PhoneLinks.Request(body, time.GetUtcNow());
        if (problem is not null) return Answers.Refusal(problem);
        string token = links.Sign(list!), start = options.PublicUrl.Length > 0 ? options.PublicUrl.TrimEnd('/') : $"{request.Scheme}://{request.Host}";
        return Answers.Json(new PhoneLinkBody(token, $"{start}/f/{token}", list!.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), WireJson.Relaxed.PhoneLinkBody);
    }
}
