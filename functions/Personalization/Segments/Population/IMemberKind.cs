using Personalization.Profiles;

namespace Personalization.Segments.Population;

/// <summary>Something by which members of each segment are counted apart while a pass goes over all people.</summary>
public interface IMemberKind
{
    /// <summary>The kind of a person: one of few words, which are storage format. Pure and quick: it is asked of everybody.</summary>
    string Of(Profile profile);
}
