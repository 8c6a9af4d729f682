using Personalization.Recommendations;
using Personalization.Recommendations.Sessions;

namespace Personalization.Benchmarks.Serve.Shop;

/// <summary>Makes the model snapshot that the app serves from visits. The only place here that knows what a model is.</summary>
internal static class ModelSeed
{
    public static byte[] Snapshot(ShoppingLog log, DateTimeOffset builtAt) =>
        ModelCodec.Serialize(ModelBuilder.Build(log, ProductFacts.None, log.Visits.Products.Length, builtAt));
}
