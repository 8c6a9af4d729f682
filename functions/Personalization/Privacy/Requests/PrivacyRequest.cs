using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Personalization.Privacy.Requests;

/// <summary>How far a request is. Names are wire and storage format.</summary>
public enum PrivacyState
{
    /// <summary>It waits for its turn.</summary>
    Queued,

    /// <summary>Instances learn that nothing of the person is taken in any more.</summary>
    Blocking,

    /// <summary>Places are gone through.</summary>
    Running,

    /// <summary>All of storage is searched for what may be left.</summary>
    Verifying,

    /// <summary>Done.</summary>
    Done,

    /// <summary>It cannot be done; the problem says why.</summary>
    Failed,

    /// <summary>It waits for somebody of the shop to answer it; nothing is done by itself.</summary>
    Waiting,
}

/// <summary>What was done in a place.</summary>
/// <param name="Name">The place.</param>
/// <param name="Records">Records exported or erased; after a crash in the middle those of the last attempt may be counted alone.</param>
/// <param name="Bytes">Bytes written anew.</param>
public sealed record PlaceResult(string Name, long Records, long Bytes);

/// <summary>What a search through all of storage came to.</summary>
/// <param name="Tables">Tables read.</param>
/// <param name="Entities">Rows read.</param>
/// <param name="Blobs">Blobs read.</param>
/// <param name="Bytes">Bytes of them.</param>
/// <param name="Messages">Queue messages read.</param>
/// <param name="Unseen">Queue messages that could not be seen without taking them from whoever works on them.</param>
/// <param name="Found">Where the person was still found: name and how often.</param>
public sealed record ScanResult(int Tables, long Entities, long Blobs, long Bytes, long Messages, long Unseen, ImmutableSortedDictionary<string, int> Found)
{
    /// <summary>Nothing read yet.</summary>
    public static ScanResult Nothing { get; } = new(0, 0, 0, 0, 0, 0, ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal));

    /// <summary>With one more find.</summary>
    public ScanResult With(string where) => this with { Found = Found.SetItem(where, Found.GetValueOrDefault(where) + 1) };
}

/// <summary>A request about a person: how far it is, and what its receipt will say. Holds no name of anybody: the person is hashes with the shop's salt.</summary>
public sealed record PrivacyRequest
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>What is asked for.</summary>
    public required PrivacyKind Kind { get; init; }

    /// <summary>Whether nothing is taken in any more afterwards.</summary>
    public bool Suppress { get; init; }

    /// <summary>How far it is.</summary>
    public PrivacyState State { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When this last changed, UTC.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Salted hashes of all names of the person.</summary>
    public ImmutableArray<string> Person { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>What was done, place by place.</summary>
    public ImmutableArray<PlaceResult> Places { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>The place that is gone through next.</summary>
    public int Place { get; init; }

    /// <summary>Where in that place, or in the search; null for its beginning.</summary>
    public string? From { get; init; }

    /// <summary>How often all places were gone through before: once more where the search has found something.</summary>
    public int Rounds { get; init; }

    /// <summary>What the search came to; null before it, and where it is switched off.</summary>
    public ScanResult? Scan { get; init; }

    /// <summary>When it ended, UTC.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The shop that a request of kind <see cref="PrivacyKind.EraseShop"/> is about; null for all others.</summary>
    public string? Shop { get; init; }

    /// <summary>Who of the shop has answered a request that waited; null for all others.</summary>
    public string? AnsweredBy { get; init; }

    /// <summary>Whether it has ended, one way or the other.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsOver => State is PrivacyState.Done or PrivacyState.Failed;

    /// <summary>Why it failed, or what it waits for.</summary>
    public string? Problem { get; init; }

    /// <summary>With more done in a place.</summary>
    public PrivacyRequest Adding(string place, long records, long bytes)
    {
        int index = Places.ToList().FindIndex(one => one.Name == place);
        return index < 0
            ? this with { Places = Places.Add(new PlaceResult(place, records, bytes)) }
            : this with { Places = Places.SetItem(index, Places[index] with { Records = Places[index].Records + records, Bytes = Places[index].Bytes + bytes }) };
    }

    /// <summary>What the receipt says, to be signed.</summary>
    public JsonElement Receipt()
    {
        JsonObject receipt = new()
        {
            ["requestId"] = Id, ["kind"] = Kind.ToString().ToLowerInvariant(), ["suppressed"] = Suppress, ["person"] = new JsonArray([.. Person.Select(one => JsonValue.Create(one))]),
            ["requestedAt"] = Events.EventCodec.Text(CreatedAt), ["endedAt"] = Events.EventCodec.Text(EndedAt ?? UpdatedAt), ["rounds"] = Rounds + 1,
            ["places"] = new JsonArray([.. Places.Select(one => new JsonObject { ["name"] = one.Name, ["records"] = one.Records, ["bytesRewritten"] = one.Bytes })]),
            ["scan"] = Scan is null
                ? new JsonObject { ["done"] = false }
                : new JsonObject
                {
                    ["done"] = true, ["tables"] = Scan.Tables, ["entities"] = Scan.Entities, ["blobs"] = Scan.Blobs, ["bytes"] = Scan.Bytes, ["queueMessages"] = Scan.Messages,
                    ["queueMessagesUnseen"] = Scan.Unseen, ["found"] = new JsonArray([.. Scan.Found.Select(one => new JsonObject { ["place"] = one.Key, ["records"] = one.Value })]),
                },
        };
        return JsonElement.Parse(receipt.ToJsonString());
    }
}

/// <summary>Whom a request is about, in clear: kept apart from it, and thrown away when it ends.</summary>
public sealed record PrivacySubject
{
    /// <summary>Values of the person's keys.</summary>
    public ImmutableArray<string> Keys { get; init; } = [];

    /// <summary>The person's addresses.</summary>
    public ImmutableArray<string> Addresses { get; init; } = [];

    /// <summary>Before when there is nothing; null where nobody knows.</summary>
    public DateTimeOffset? FirstSeen { get; init; }

    /// <summary>Secret of the erasure.</summary>
    public byte[] Nonce { get; init; } = [];

    /// <summary>Whether all that the shop knows the person by has been gathered.</summary>
    public bool Gathered { get; init; }

    /// <summary>As places are asked with it.</summary>
    public PersonIdentity Identity() => PersonIdentity.Of(Keys.Select(key => new Profiles.PersonKey(key)), Addresses, FirstSeen) with { Nonce = Nonce };
}
