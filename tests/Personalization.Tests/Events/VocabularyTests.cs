using Personalization.Events;
using static Personalization.Tests.Events.CaptureBench;

namespace Personalization.Tests.Events;

/// <summary>Other vocabularies become Segment's e-commerce v2.</summary>
public sealed class VocabularyTests
{
    [Trait("Feature", "S03")]
    [Theory]
    [InlineData("Viewed Product", "Product Viewed")]
    [InlineData("Added Product", "Product Added")]
    [InlineData("Removed Product", "Product Removed")]
    [InlineData("Viewed Product Category", "Product List Viewed")]
    [InlineData("Completed Order", "Order Completed")]
    [InlineData("Started Order", "Checkout Started")]
    [InlineData("product viewed", "Product Viewed")]
    [InlineData("search", "Products Searched")]
    [InlineData("view_item_list", "Product List Viewed")]
    [InlineData("select_item", "Product Clicked")]
    [InlineData("view_item", "Product Viewed")]
    [InlineData("add_to_cart", "Product Added")]
    [InlineData("remove_from_cart", "Product Removed")]
    [InlineData("view_cart", "Cart Viewed")]
    [InlineData("add_to_wishlist", "Product Added to Wishlist")]
    [InlineData("begin_checkout", "Checkout Started")]
    [InlineData("add_payment_info", "Payment Info Entered")]
    [InlineData("add_shipping_info", "Checkout Step Completed")]
    [InlineData("purchase", "Order Completed")]
    [InlineData("refund", "Order Refunded")]
    [InlineData("view_promotion", "Promotion Viewed")]
    [InlineData("select_promotion", "Promotion Clicked")]
    public void Read_NameOfAnotherVocabulary_IsTranslatedAndSaid(string sent, string kept)
    {
        EventVerdict verdict = Track("", sent);

        Assert.Equal((kept, "event_translated /batch/0/event"), (verdict.Event().Event, verdict.Found()));
    }

    [Theory]
    [InlineData("Product Viewed")]
    [InlineData("Email Opened")]
    [InlineData("Ημερολόγιο ανοίχτηκε")]
    [InlineData("sofa_tested")]
    public void Read_CanonicalOrOwnName_IsKept(string name) =>
        Assert.Equal((name, EventOutcome.Accepted), (Track("", name).Event().Event, Track("", name).Outcome));

    [Fact]
    public void Read_Ga4Purchase_BecomesAnOrder()
    {
        EventVerdict verdict = Track(
            """
            "properties":{"transaction_id":"T1","value":30.03,"tax":4.9,"currency":"EUR","coupon":"SUMMER","items":[
            {"item_id":"SKU1","item_name":"Tee","item_brand":"B","item_category":"Apparel","item_variant":"green","index":0,"price":10.01,"quantity":3}]}
            """, "purchase");

        Assert.Equal(
            """{"order_id":"T1","total":30.03,"tax":4.9,"currency":"EUR","coupon":"SUMMER","products":[{"product_id":"SKU1","name":"Tee","brand":"B","category":"Apparel","variant":"green","position":0,"price":10.01,"quantity":3}]}""",
            verdict.Json("properties"));
    }

    [Theory]
    [InlineData("view_item", "\"value\":5", """{"value":5}""")]
    [InlineData("refund", "\"transaction_id\":\"T\",\"value\":5", """{"order_id":"T","total":5}""")]
    [InlineData("PURCHASE", "\"transaction_id\":\"T\",\"value\":5", """{"order_id":"T","total":5}""")]
    [InlineData("search", "\"search_term\":\"لباس\"", """{"query":"لباس"}""")]
    [InlineData("view_item_list", "\"item_list_id\":\"l\",\"items\":[]", """{"list_id":"l","products":[]}""")]
    [InlineData("add_shipping_info", "\"shipping_tier\":\"air\"", """{"shipping_method":"air"}""")]
    [InlineData("view_promotion", "\"promotion_name\":\"Sale\",\"creative_slot\":2", """{"name":"Sale","position":2}""")]
    [InlineData("view_item", "\"item_id\":\"a\",\"product_id\":\"b\"", """{"item_id":"a","product_id":"b"}""")]
    [InlineData("Product Viewed", "\"item_id\":\"a\"", """{"item_id":"a"}""")]
    public void Read_Ga4Properties_AreRenamedForGa4EventsOnly(string name, string sent, string kept) =>
        Assert.Equal(kept, Track($$"""
            "properties":{{{sent}}}
            """, name).Json("properties"));

    [Fact]
    public void Read_Ga4ItemBesideAPromotion_KeepsItsOwnName()
    {
        EventVerdict verdict = Track(
            """
            "properties":{"items":[{"item_id":"p","promotion_name":"Sale","item_name":"Tee","index":1,"creative_slot":"top"}]}
            """, "view_promotion");

        Assert.Equal("""{"product_id":"p","promotion_name":"Sale","name":"Tee","position":1,"creative_slot":"top"}""", verdict.Json("properties", "products", "0"));
    }
}
