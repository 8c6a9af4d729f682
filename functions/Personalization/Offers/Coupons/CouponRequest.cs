using System.Collections.Immutable;
using Personalization.Common;
using Personalization.Experiences;

namespace Personalization.Offers.Coupons;

/// <summary>What is asked about a coupon.</summary>
/// <param name="Code">As it was typed.</param>
/// <param name="OrderId">The order that it is taken for; empty where it is only asked about.</param>
/// <param name="Cart">Products and pieces.</param>
/// <param name="Products">The gift, or the products of the bundle.</param>
public sealed record CouponRequest(string Code, string OrderId, ImmutableArray<(string ProductId, int Quantity)> Cart, ImmutableArray<string> Products)
{
    /// <summary>Bytes of a body.</summary>
    public const int Bytes = 64 * 1024;

    /// <summary>Reads <c>{"code":"SPRING-...","orderId":"o-1","cart":[{"productId":"tent","quantity":1}],"products":["mat"]}</c>.</summary>
    /// <param name="body">JSON.</param>
    /// <param name="needsOrder">Whether it says for which order.</param>
    public static (CouponRequest? Request, Problem? Problem) Read(ReadOnlyMemory<byte> body, bool needsOrder)
    {
        JsonBody json = JsonBody.Parse(body);
        if (json.Fault is { } fault) return (null, new Problem(400, "not-json", "The body cannot be read", fault, json.Errors));
        List<ProblemError> errors = [];
        JsonFields fields = new(json.Root, "", errors);
        string? code = fields.Text("code", PageLimits.IdLength), order = needsOrder ? fields.Text("orderId", PageLimits.IdLength) : null;
        if (fields.IsObject && code is null && errors.Count == 0) fields.Missing("code", "the coupon's code");
        if (fields.IsObject && needsOrder && order is null && errors.Count == 0) fields.Missing("orderId", "the order's id");
        ImmutableArray<(string, int)>.Builder cart = ImmutableArray.CreateBuilder<(string, int)>();
        foreach (JsonFields line in fields.Objects("cart", 0, PageLimits.Names))
        {
            string? product = line.Text("productId", PageLimits.IdLength);
            if (product is null) line.Missing("productId", "the product");
            cart.Add((product ?? "", line.Whole("quantity", 1, 10_000) ?? 1));
            line.RefuseOthers();
        }
        CouponRequest request = new(code ?? "", order ?? "", cart.ToImmutable(), [.. fields.Texts("products", Definitions.OfferLimits.Products, PageLimits.IdLength) ?? []]);
        fields.RefuseOthers();
        return errors.Count == 0 ? (request, null) : (null, new Problem(400, "invalid-coupon-request", "The coupon cannot be looked at", errors[0].Detail, errors));
    }

    /// <summary>Reads <c>{"orderId":"o-1"}</c>.</summary>
    public static (string? OrderId, Problem? Problem) ReadOrder(ReadOnlyMemory<byte> body)
    {
        JsonBody json = JsonBody.Parse(body);
        if (json.Fault is { } fault) return (null, new Problem(400, "not-json", "The body cannot be read", fault, json.Errors));
        List<ProblemError> errors = [];
        JsonFields fields = new(json.Root, "", errors);
        string? order = fields.Text("orderId", PageLimits.IdLength);
        if (order is null && errors.Count == 0) fields.Missing("orderId", "the order's id");
        fields.RefuseOthers();
        return errors.Count == 0 ? (order, null) : (null, new Problem(400, "invalid-coupon-request", "The order cannot be looked at", errors[0].Detail, errors));
    }
}
