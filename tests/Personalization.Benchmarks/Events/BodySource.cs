namespace Personalization.Benchmarks.Events;

/// <summary>One request: its body and how many events it holds.</summary>
internal readonly record struct Body(byte[] Bytes, int Events);

/// <summary>Gives the bodies of one shape, one after the other; none twice.</summary>
internal sealed class BodySource(Shape shape, int batch, TimeProvider time)
{
    private const int Templates = 40;

    // Returning visitors: their profiles are read and written again and again.
    private const int KnownVisitors = 1000;

    private readonly BodyTemplate[] templates = [.. Enumerable.Range(0, Templates).Select(seed => ShopTraffic.Template(shape, batch, seed))];

    // Apart for each shape, so that no event of one is an event of another.
    private long last = (long)shape * 1_000_000_000_000;

    public Shape Shape => shape;

    public double MeanBytes => templates.Average(template => template.Length);

    public Body Next()
    {
        long number = Interlocked.Increment(ref last);
        BodyTemplate template = templates[number % Templates];
        return new Body(template.Fill(number, time.GetUtcNow(), KnownVisitors), template.Events);
    }
}
