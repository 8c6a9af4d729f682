namespace Personalization.Recommendations.Sessions;

/// <summary>
/// Brings a model up to the visits since it was built: products that they touch, and new ones. A row becomes the mean of what the model and
/// the new visits say of it, in odds, weighted by how often each has seen its product; a rebuild would also see new ways over two steps.
/// </summary>
internal static class SessionModelUpdate
{
    /// <summary>The model with the new visits.</summary>
    /// <param name="model">Model.</param>
    /// <param name="recent">Visits since it was built.</param>
    /// <param name="products">How many products there are now: the model's, and new ones after them.</param>
    /// <param name="facts">What else is known of the products.</param>
    public static SessionModel Apply(SessionModel model, VisitLog recent, int products, ProductFacts facts)
    {
        if (recent.Products.Length == 0) return model;
        VisitIndex index = new(recent, products);
        Popularity fresh = new(recent, products, recent.Count), counts = Sum(model.Evidence.Counts, fresh, products);
        RowUpdate update = new(model, new PairScan(index, recent.Count), fresh, counts, facts);
        List<int> others = new(model.Rows.Products.Length + recent.Products.Length);
        List<byte> last = new(others.Capacity), earlier = new(others.Capacity);
        int[] starts = new int[products + 1], biases = new int[products];
        for (int product = 0; product < products; product++)
        {
            biases[product] = fresh.All[product] > 0 || product >= model.Products
                ? SessionWeights.Units(model.Evidence.Blend.BiasOf(counts, product))
                : model.Biases[product];
            if (fresh.All[product] > 0) update.AddTo(product, others, last, earlier);
            else if (product < model.Products)
            {
                Range row = model.Rows.Starts[product]..model.Rows.Starts[product + 1];
                others.AddRange(model.Rows.Products.AsSpan(row));
                last.AddRange(model.Rows.Last.AsSpan(row));
                earlier.AddRange(model.Rows.Earlier.AsSpan(row));
            }
            starts[product + 1] = others.Count;
        }
        SessionRows rows = new(starts, [.. others], [.. last], [.. earlier]);
        return new SessionModel(rows, biases, model.Evidence with { Counts = counts });
    }

    private static Popularity Sum(Popularity known, Popularity fresh, int products)
    {
        Popularity sum = new(new float[products], new float[products]);
        for (int product = 0; product < products; product++)
        {
            bool old = product < known.All.Length;
            sum.All[product] = fresh.All[product] + (old ? known.All[product] : 0);
            sum.Newest[product] = fresh.All[product] + (old ? known.Newest[product] : 0);
        }
        return sum;
    }
}
