using Azure.Data.Tables;
using Microsoft.DurableTask.Client;
using Personalization.Functions.Journeys;
using Personalization.Privacy;

namespace Personalization.Functions.Privacy;

/// <summary>All places of personal data: those that stand by themselves, and journeys, which are reached by an invocation's client alone.</summary>
/// <param name="places">All but journeys.</param>
/// <param name="journeys">Kinds of journeys.</param>
/// <param name="tables">Tables.</param>
public sealed class DataPlaces(IEnumerable<IPersonalDataPlace> places, IEnumerable<JourneyKind> journeys, TableServiceClient tables)
{
    /// <summary>Their names.</summary>
    public IReadOnlyList<string> Names => [.. places.Select(place => place.Name).Append(JourneysPlace.PlaceName).Order(StringComparer.Ordinal)];

    /// <summary>Places in the order in which they are gone through: first what makes new data, last the lake, to which all of them may write.</summary>
    internal IReadOnlyList<IPersonalDataPlace> InOrder(DurableTaskClient client) =>
        [new JourneysPlace(journeys, tables, client), .. places.OrderBy(place => place is ILargeDataPlace).ThenBy(place => place.Name, StringComparer.Ordinal)];
}
