using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.Catalog.Search;
using Personalization.Experiences.Search;
using Personalization.Functions.Http;
using Personalization.Functions.Recommendations;
using Personalization.Recommendations;

namespace Personalization.Functions.Experiences;

/// <summary>The shop's search.</summary>
/// <param name="sources">The shop and its visitors.</param>
/// <param name="index">The index.</param>
public sealed class SearchFunctions(RecommendationSources sources, ISearchSource index)
{
    /// <summary>Products by words and wishes, in an order that fits who asks where that is allowed, with what there is among them.</summary>
    [Function("SearchProducts")]
    public async Task<IResult> Search([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/search")] HttpRequest request, CancellationToken cancellationToken)
    {
        SearchQuery query = SearchQuery.Read(request.Query);
        if (query.Problem is { } problem) return Answers.Refusal(problem);
        ProductSearch search = await index.CurrentAsync(cancellationToken);
        RecommendationContext context = await sources.ForAsync(query.Person, cancellationToken);
        return Answers.Own(SearchBody.From(ShopSearch.Find(search, query.Asked!, context), query), WireJson.Relaxed.SearchBody);
    }
}
