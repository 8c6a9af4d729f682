using Personalization.Experiments;
using Personalization.Messages;
using Personalization.Privacy;
using Personalization.Segments;

namespace Personalization.Journeys.Recipes;

/// <summary>What a recipe decides by.</summary>
/// <param name="Person">The person and the shop.</param>
/// <param name="Memory">Earlier runs.</param>
public sealed record RecipeFacts(PersonFacts Person, RecipeMemory Memory)
{
    /// <summary>What the templates are that the recipe names; one that is missing here counts as marketing without a list.</summary>
    public IReadOnlyDictionary<string, TemplateKind> Templates { get; init; } = new Dictionary<string, TemplateKind>();

    /// <summary>The channels that the shop has.</summary>
    public IReadOnlyCollection<MessageChannel> Carried { get; init; } = Enum.GetValues<MessageChannel>();

    /// <summary>Says which variants of the shop's experiments the person is in.</summary>
    public IAssigner Experiments { get; init; } = new NoExperiments();

    /// <summary>Products that nothing is sold about later.</summary>
    public SensitiveCategories Sensitive { get; init; } = SensitiveCategories.None;

    /// <summary>Whether the recipe takes nobody in any more.</summary>
    public bool Archived { get; init; }

    /// <summary>Whether runs end where they are.</summary>
    public bool Stopped { get; init; }
}

/// <summary>What decides whether a template may be sent to somebody.</summary>
/// <param name="Marketing">Whether it needs consent.</param>
/// <param name="List">The list it belongs to; empty for none.</param>
public sealed record TemplateKind(bool Marketing, string List);
