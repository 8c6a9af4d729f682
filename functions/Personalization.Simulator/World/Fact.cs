using Personalization.Catalog;

namespace Personalization.Simulator.World;

/// <summary>Something that comes from outside: an event of a shopper, or new descriptions of products.</summary>
/// <param name="At">When the shop hears of it, UTC.</param>
/// <param name="Line">The event as a canonical line; empty for none.</param>
/// <param name="Products">The descriptions.</param>
internal sealed record Fact(DateTimeOffset At, ReadOnlyMemory<byte> Line, IReadOnlyList<ProductDescription> Products)
{
    public Fact(DateTimeOffset at, ReadOnlyMemory<byte> line)
        : this(at, line, [])
    {
    }

    public Fact(ProductDescription product)
        : this(product.At, default, [product])
    {
    }
}
