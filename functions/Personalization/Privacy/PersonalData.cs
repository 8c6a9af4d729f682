using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Personalization.Profiles;

namespace Personalization.Privacy;

/// <summary>By what somebody is known: all that a place must look for to find everything about one person.</summary>
/// <param name="Keys">Keys of the profile and of all that it has absorbed.</param>
/// <param name="Addresses">E-mail addresses, telephone numbers and push tokens, as they were said and as they are normalised.</param>
/// <param name="FirstSeen">Before when there is nothing about the person; null when nobody knows.</param>
public sealed record PersonIdentity(ImmutableSortedSet<PersonKey> Keys, ImmutableSortedSet<string> Addresses, DateTimeOffset? FirstSeen)
{
    private static readonly Comparer<PersonKey> ByValue = Comparer<PersonKey>.Create((one, other) => string.CompareOrdinal(one.Value, other.Value));

    /// <summary>Secret of one erasure, thrown away with it: what takes the place of ids is made with it.</summary>
    public ReadOnlyMemory<byte> Nonce { get; init; }

    /// <summary>An identity of these keys and addresses.</summary>
    public static PersonIdentity Of(IEnumerable<PersonKey> keys, IEnumerable<string> addresses, DateTimeOffset? firstSeen = null) =>
        new(keys.ToImmutableSortedSet(ByValue), addresses.ToImmutableSortedSet(StringComparer.Ordinal), firstSeen);
}

/// <summary>A place that keeps data about people. Whatever stores something about a person registers one: export and erasure go through all of them.</summary>
public interface IPersonalDataPlace
{
    /// <summary>Its name, as receipts and exports show it.</summary>
    string Name { get; }

    /// <summary>All that it keeps about the person, readable; null for nothing.</summary>
    Task<JsonNode?> ExportAsync(PersonIdentity person, CancellationToken cancellationToken);

    /// <summary>Removes all that it keeps about the person and says how many records that were; done twice it does no more than done once.</summary>
    Task<int> EraseAsync(PersonIdentity person, CancellationToken cancellationToken);
}

/// <summary>What a step of work in a large place came to.</summary>
/// <param name="Records">Records erased.</param>
/// <param name="Bytes">Bytes written anew.</param>
/// <param name="Next">Where to go on; null at the end.</param>
public sealed record PlaceStep(int Records, long Bytes, string? Next);

/// <summary>A place too large for one turn: it is gone through in steps, each of which can be taken again.</summary>
public interface ILargeDataPlace : IPersonalDataPlace
{
    /// <summary>Goes through the place from where the last step ended, as long as <paramref name="goesOn"/> says so; takes at least one step.</summary>
    Task<PlaceStep> EraseAsync(PersonIdentity person, string? from, Func<bool> goesOn, CancellationToken cancellationToken);
}
