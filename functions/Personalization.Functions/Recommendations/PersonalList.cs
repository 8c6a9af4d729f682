using Personalization.Functions.Profiles.Quizzes;
using Personalization.Profiles;
using Personalization.Recommendations;

namespace Personalization.Functions.Recommendations;

/// <summary>The list of a person as the storefront would get it.</summary>
internal sealed class PersonalList(RecommendationSources sources) : IPersonalList
{
    public async Task<ReadOnlyMemory<byte>> ForAsync(PersonKey? person, int limit, CancellationToken cancellationToken)
    {
        RecommendationContext context = await sources.ForAsync(person, cancellationToken);
        using AnswerWriter writer = AnswerWriter.Write(Recommender.Recommend(new RecommendationRequest("for_you", null, limit, true), context), context.Shelf);
        return writer.Written.ToArray();
    }
}
