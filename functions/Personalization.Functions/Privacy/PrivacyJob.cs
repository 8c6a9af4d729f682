using System.Text.Json.Nodes;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using Personalization.Functions.Jobs;
using Personalization.Privacy;
using Personalization.Privacy.Erasure;
using Personalization.Privacy.Requests;
using Personalization.Privacy.Suppression;

namespace Personalization.Functions.Privacy;

/// <summary>
/// Does what was asked for about a person, in turns. Interrupted anywhere it goes on from its last step, and a step taken twice does no more than
/// once. Before anything is erased all instances learn that nothing of the person is taken in: else what still waits would bring it back.
/// </summary>
/// <param name="store">Requests.</param>
/// <param name="people">Of whom nothing is taken in.</param>
/// <param name="gatherer">Knows by what people are known.</param>
/// <param name="scan">Searches storage.</param>
/// <param name="places">Where to export from, and to erase.</param>
/// <param name="options">Settings.</param>
/// <param name="time">The clock.</param>
public sealed class PrivacyJob(
    PrivacyStore store, SuppressedPeople people, PersonGatherer gatherer, StorageScan scan, DataPlaces places, IOptions<ErasureOptions> options, TimeProvider time)
    : IJobRunner
{
    internal const string KindName = "privacy";

    private const int MostRounds = 5;

    // Half of what host.json lets an invocation take: what is left then goes on in a new one.
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan BetweenRounds = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public string Kind => KindName;

    /// <summary>Goes on with a request for one turn.</summary>
    public async Task RunAsync(string id, DurableTaskClient client, CancellationToken cancellationToken)
    {
        IReadOnlyList<IPersonalDataPlace> all = places.InOrder(client);
        long start = time.GetTimestamp();
        bool GoesOn() => time.GetElapsedTime(start) < Turn;
        StoredRequest? stored = await store.FindAsync(id, cancellationToken);
        while (stored is { Request.IsOver: false })
        {
            if (await store.SubjectAsync(id, cancellationToken) is not { } subject) throw new InvalidOperationException("A request about a person does not say about whom");
            (PrivacyRequest next, TimeSpan? wait) = await StepAsync(stored.Request, subject, all, GoesOn, cancellationToken);
            stored = await store.TrySaveAsync(stored, next with { UpdatedAt = time.GetUtcNow() }, cancellationToken);
            // Null: the message came twice, and the other one is ahead.
            if (stored is null) return;
            if (stored.Request.IsOver || (wait is null && GoesOn())) continue;
            await store.EnqueueAsync(id, wait ?? TimeSpan.Zero, cancellationToken);
            return;
        }
        if (stored is not null) await store.ForgetSubjectAsync(id, cancellationToken);
    }

    private Task<(PrivacyRequest Next, TimeSpan? Wait)> StepAsync(
        PrivacyRequest request, PrivacySubject subject, IReadOnlyList<IPersonalDataPlace> all, Func<bool> goesOn, CancellationToken cancellationToken) => request.State switch
        {
            PrivacyState.Queued => BeginAsync(request, subject, cancellationToken),
            PrivacyState.Blocking => Task.FromResult(Block(request)),
            PrivacyState.Verifying => VerifyAsync(request, subject, goesOn, cancellationToken),
            _ when request.Place == all.Count => EndOfPlacesAsync(request, subject, cancellationToken),
            _ when request.Kind is PrivacyKind.Export => ExportAsync(request, subject, all, cancellationToken),
            _ => EraseAsync(request, subject, all, goesOn, cancellationToken),
        };

    private async Task<(PrivacyRequest, TimeSpan?)> BeginAsync(PrivacyRequest request, PrivacySubject subject, CancellationToken cancellationToken)
    {
        if (!subject.Gathered) await store.SaveSubjectAsync(request.Id, subject = await gatherer.GatherAsync(subject, cancellationToken), cancellationToken);
        UInt128[] hashes = HashesOf(subject);
        request = request with { Person = [.. hashes.Select(PersonHasher.Text).Order(StringComparer.Ordinal)] };
        DateTimeOffset now = time.GetUtcNow();
        switch (request.Kind)
        {
            case PrivacyKind.Export:
                return (request with { State = PrivacyState.Running }, null);
            case PrivacyKind.Suppress:
                return (await ListAsync(list => list.With(hashes, SuppressionMode.Suppressed, now, GroupOf(request)), cancellationToken) ? Ended(request) : Full(request), null);
            case PrivacyKind.Unsuppress:
                await ListAsync(list => list.Without(hashes), cancellationToken);
                return (Ended(request), null);
            default:
                if (!await ListAsync(list => list.With(hashes, SuppressionMode.Erasing, now, GroupOf(request)), cancellationToken)) return (Full(request), null);
                return (request with { State = PrivacyState.Blocking }, options.Value.ListRefresh * 2);
        }
    }

    private (PrivacyRequest, TimeSpan?) Block(PrivacyRequest request)
    {
        TimeSpan left = request.UpdatedAt + (options.Value.ListRefresh * 2) - time.GetUtcNow();
        return left > TimeSpan.Zero ? (request, left) : (request with { State = PrivacyState.Running }, null);
    }

    private static async Task<(PrivacyRequest, TimeSpan?)> EraseAsync(
        PrivacyRequest request, PrivacySubject subject, IReadOnlyList<IPersonalDataPlace> all, Func<bool> goesOn, CancellationToken cancellationToken)
    {
        IPersonalDataPlace place = all[request.Place];
        PlaceStep step = place is ILargeDataPlace large
            ? await large.EraseAsync(subject.Identity(), request.From, goesOn, cancellationToken)
            : new PlaceStep(await place.EraseAsync(subject.Identity(), cancellationToken), 0, null);
        return (request.Adding(place.Name, step.Records, step.Bytes) with { Place = step.Next is null ? request.Place + 1 : request.Place, From = step.Next }, null);
    }

    private async Task<(PrivacyRequest, TimeSpan?)> ExportAsync(
        PrivacyRequest request, PrivacySubject subject, IReadOnlyList<IPersonalDataPlace> all, CancellationToken cancellationToken)
    {
        IPersonalDataPlace place = all[request.Place];
        JsonNode? found = await place.ExportAsync(subject.Identity(), cancellationToken);
        BinaryData? before = request.Place == 0 ? null : await store.ExportAsync(request.Id, cancellationToken);
        JsonObject export = before is null ? [] : JsonNode.Parse(before.ToMemory().Span)!.AsObject();
        export["requestId"] = request.Id;
        export["exportedAt"] = Personalization.Events.EventCodec.Text(time.GetUtcNow());
        JsonObject parts = export["places"]?.AsObject() ?? [];
        if (found is not null) parts[place.Name] = found;
        export["places"] = parts.DeepClone();
        await store.SaveExportAsync(request.Id, new BinaryData(export.ToJsonString(PrivacyJson.Relaxed.Options)), cancellationToken);
        return (request.Adding(place.Name, found is JsonArray many ? many.Count : found is null ? 0 : 1, 0) with { Place = request.Place + 1 }, null);
    }

    private async Task<(PrivacyRequest, TimeSpan?)> EndOfPlacesAsync(PrivacyRequest request, PrivacySubject subject, CancellationToken cancellationToken) =>
        request.Kind is PrivacyKind.Export ? (Ended(request), null)
        : options.Value.Scan ? (request with { State = PrivacyState.Verifying, From = null, Scan = ScanResult.Nothing }, null)
        : (await EndErasureAsync(request, subject, cancellationToken), null);

    private async Task<(PrivacyRequest, TimeSpan?)> VerifyAsync(PrivacyRequest request, PrivacySubject subject, Func<bool> goesOn, CancellationToken cancellationToken)
    {
        DeepSearch search = new(new PersonSearch(subject.Identity()));
        (ScanResult result, string? next) = await scan.RunAsync(search, request.Id, request.From, request.Scan ?? ScanResult.Nothing, goesOn, cancellationToken);
        request = request with { Scan = result, From = next };
        if (next is not null) return (request, null);
        // Something was just under way to where it was looked for before: once more.
        if (!result.Found.IsEmpty && request.Rounds + 1 < MostRounds)
            return (request with { State = PrivacyState.Running, Place = 0, Rounds = request.Rounds + 1 }, BetweenRounds * (request.Rounds + 1));
        return (await EndErasureAsync(request, subject, cancellationToken), null);
    }

    private async Task<PrivacyRequest> EndErasureAsync(PrivacyRequest request, PrivacySubject subject, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        SuppressionMode mode = request.Suppress ? SuppressionMode.Suppressed : SuppressionMode.Erased;
        await ListAsync(list => list.Pruned(now).With(HashesOf(subject), mode, now, GroupOf(request)), cancellationToken);
        return request.Scan is { Found.IsEmpty: false }
            ? Ended(request) with { State = PrivacyState.Failed, Problem = "The person was still found in places that the scan names, after all attempts. Send the request again when nothing of theirs is under way." }
            : Ended(request);
    }

    private PrivacyRequest Ended(PrivacyRequest request) => request with { State = PrivacyState.Done, EndedAt = time.GetUtcNow() };

    private PrivacyRequest Full(PrivacyRequest request) =>
        Ended(request) with { State = PrivacyState.Failed, Problem = $"The suppression list is full: it takes {SuppressionList.Most} hashes." };

    private Task<bool> ListAsync(Func<SuppressionList, SuppressionList?> change, CancellationToken cancellationToken) => people.TryChangeAsync(change, cancellationToken);

    private UInt128[] HashesOf(PrivacySubject subject) => [.. PersonNames.Of(subject.Identity()).Select(people.Hasher.Of)];

    private static ulong GroupOf(PrivacyRequest request) => Personalization.Common.StableHash.Of(request.Id);
}
