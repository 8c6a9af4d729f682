using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Personalization.Profiles;

namespace Personalization.Privacy;

/// <summary>By what somebody is known: all that a place must look for to find everything about one person.</summary>
/// <param name="Keys">Keys of the profile and of all that it has absorbed.</param>
/// <param name="Addresses">E-mail addresses, telephone numbers and push tokens, as they were said and as they are normalised.</param>
/// <param name="FirstSeen">Before when there is nothing about the person; null when nobody knows.</param>
public sealed record PersonIdentity(ImmutableSortedSet<PersonKey> Keys, ImmutableSortedSet<string> Addresses, DateTimeOffset? FirstSeen);

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
