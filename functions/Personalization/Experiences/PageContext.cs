using Personalization.Events.Decisions;
using Personalization.Experiments;
using Personalization.Privacy;
using Personalization.Recommendations;
using Personalization.Recommendations.Shelves;

namespace Personalization.Experiences;

/// <summary>What a page is decided from: each part immutable.</summary>
/// <param name="Lists">What recommendations are made from; holds the shop and the visitor.</param>
/// <param name="Now">Now, UTC.</param>
public sealed record PageContext(RecommendationContext Lists, DateTimeOffset Now)
{
    /// <summary>The visitor, with the permission to use what is known; null where there is none.</summary>
    public PermittedProfile? Visitor => Lists.Visitor;

    /// <summary>The shop.</summary>
    public Shelf Shelf => Lists.Shelf;

    /// <summary>Says which variants the visitor is in.</summary>
    public IAssigner Experiments { get; init; } = new NoExperiments();

    /// <summary>Signs decisions.</summary>
    public DecisionSigner? Signer => Lists.Signer;

    /// <summary>The variant of an experiment that the page's visitor is in; null for none, and for visitors without an id.</summary>
    public Assignment? Assigned(string experiment, PageRequest page) =>
        page.Visitor is not { } visitor ? null
        : Experiments.Find(experiment, new ExperimentSubject((Visitor?.Profile.Key ?? visitor).Value, Visitor?.Profile, Visitor?.Segments ?? [], Now) { Device = visitor.Value });
}
