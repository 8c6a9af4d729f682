using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Personalization.Common;
using Personalization.Events;
using Personalization.Functions.Events;
using Personalization.Functions.Http;
using Personalization.Profiles;
using Personalization.Profiles.Staff;

namespace Personalization.Functions.Profiles.Staff;

/// <summary>When a change comes in, and an id for something new in it that stays the same when the caller sends it again under the same Idempotency-Key.</summary>
internal readonly record struct StaffMoment(DateTimeOffset Now, string NewId);

/// <summary>Takes what staff say into the person's profile, by an event.</summary>
/// <param name="profiles">Profiles.</param>
/// <param name="events">Takes events in.</param>
/// <param name="time">The clock.</param>
public sealed class StaffDesk(ProfileUpdater profiles, ServerEvents events, TimeProvider time)
{
    internal static readonly Problem UnknownNote = new(404, "unknown-note", "There is no such note", "GET /v1/profiles/{id} lists the notes with their ids.");

    private static readonly Problem TooLarge = new(413, "too-large", "The statement is too large", $"It may have {StaffReader.Bytes / 1024} KB.");
    private static readonly Problem LongKey = new(400, "invalid-idempotency-key", "The Idempotency-Key cannot be used", "It has 1 to 255 characters.");

    private static readonly Problem Full = new(
        409, "too-many-statements", "The profile keeps no more of these", $"At most {ProfileLimits.StaffStatements} tags and as many notes are kept of a person. Take one back first.");

    private static readonly Problem Busy = TooManyEvents.Saying("Nothing was changed. Send it again after the time in Retry-After.");

    internal async Task<IResult> ChangeAsync(
        HttpRequest request, string id, Func<ReadOnlyMemory<byte>, StaffMoment, StaffReading> read, CancellationToken cancellationToken, int status = StatusCodes.Status200OK)
    {
        if (PersonKey.Parse(id) is not { } person) return Answers.Refusal(ProfileProblems.Unreadable);
        string? key = request.Headers["Idempotency-Key"].ToString() is { Length: > 0 } sent ? sent : null;
        if (key?.Length > 255) return Answers.Refusal(LongKey);
        if (await RequestBody.ReadAsync(request, StaffReader.Bytes, cancellationToken) is not { } body) return Answers.Refusal(TooLarge);
        DateTimeOffset now = time.GetUtcNow();
        StaffReading reading = read(body.IsEmpty ? AuthorOf(request) : body, new StaffMoment(now, NewId(person, key, body, now)));
        if (reading.Change is not { } change) return Answers.Refusal(reading.Problem!);
        StoredProfile stored = await profiles.ResolveAsync(person, cancellationToken);
        if (stored.Profile.LastSeen is null) return Answers.Refusal(ProfileProblems.Unknown);
        ReadOnlyMemory<byte> line = change.Line(person, change.IdFor(person, key, now), now);
        if (stored.Profile.Staff.IsFullFor(EventCodec.Parse(line), now)) return Answers.Refusal(Full);
        if (!await events.TryAcceptAsync([line], cancellationToken)) return Answers.Refusal(Busy);
        StoredProfile changed = await profiles.ResolveAsync(person, cancellationToken);
        return Answers.Json(StaffBody.From(changed.Profile.Staff, now), WireJson.Relaxed.StaffBody, status);
    }

    private static string NewId(PersonKey person, string? key, ReadOnlyMemory<byte> body, DateTimeOffset now) =>
        StableHash.Hex(key is null ? $"{person}\n{Convert.ToHexString(body.Span)}\n{now.UtcTicks}" : $"{person}\n{key}", 16);

    // A DELETE need not have a body.
    private static ReadOnlyMemory<byte> AuthorOf(HttpRequest request) =>
        request.Query["author"].ToString() is { Length: > 0 } author ? JsonSerializer.SerializeToUtf8Bytes(new AuthorBody(author), WireJson.Relaxed.AuthorBody) : "{}"u8.ToArray();
}
