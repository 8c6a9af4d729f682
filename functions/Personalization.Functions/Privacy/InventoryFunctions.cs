using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using Personalization.Functions.Http;
using Personalization.Privacy;

namespace Personalization.Functions.Privacy;

/// <summary>What is stored about people.</summary>
/// <param name="places">Places that export and erasure go through.</param>
/// <param name="policy">What holds where people have said nothing.</param>
/// <param name="options">Settings.</param>
public sealed class InventoryFunctions(DataPlaces places, ConsentPolicy policy, IOptions<ConsentOptions> options)
{
    /// <summary>What is stored, where, how close it is to a person, what for and how long; what is done without a word of the person; texts of single traits.</summary>
    [Function("GetPrivacyInventory")]
    public IResult Get([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/privacy/inventory")] HttpRequest request) => Answers.Json(
        new InventoryBody(
            [.. DataInventory.Fields.Select(one => new InventoryField(one.What, one.Where, one.Class.ToString().ToLowerInvariant(), [.. one.For.Select(Consents.NameOf)], one.Why, one.Kept))],
            places.Names, [.. policy.Allowed.Select(Consents.NameOf)],
            options.Value.Traits.ToDictionary(one => one.Key, one => new InventoryTrait(one.Value.Purpose, one.Value.Return), StringComparer.Ordinal)),
        WireJson.Relaxed.InventoryBody);
}

/// <summary>The inventory.</summary>
/// <param name="Fields">What is stored.</param>
/// <param name="Places">Where export and erasure look.</param>
/// <param name="AllowedUnlessObjected">Purposes that need no yes here.</param>
/// <param name="Traits">What single traits are for, as people read it.</param>
internal sealed record InventoryBody(
    IReadOnlyList<InventoryField> Fields, IReadOnlyList<string> Places, IReadOnlyList<string> AllowedUnlessObjected, IReadOnlyDictionary<string, InventoryTrait> Traits);

/// <summary>A kind of data.</summary>
internal sealed record InventoryField(string What, string Where, string Class, IReadOnlyList<string> Purposes, string Why, string Kept);

/// <summary>What a trait is for and what the person gets for it, by language.</summary>
internal sealed record InventoryTrait(IReadOnlyDictionary<string, string> Purpose, IReadOnlyDictionary<string, string> Return);
