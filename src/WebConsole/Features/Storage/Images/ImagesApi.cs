using Microsoft.AspNetCore.Http.HttpResults;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Hosting;

namespace WebConsole.Features.Storage.Images;

/// <summary>The library of ISO images in the API.</summary>
internal static class ImagesApi
{
    public static void MapImages(this RouteGroupBuilder api) => api.MapGet("/images", List)
        .WithSummary("The ISO images of all pools, or of one host's, with what osinfo-db recognises in them.").ProducesProblem(400).ProducesProblem(404);

    private static Results<Ok<ItemList<ImageItem>>, ProblemHttpResult> List(VisibleInventory inventory, HttpContext context, string? host = null) =>
        host is not null && context.CheckHost(host) is { } problem ? problem
        : TypedResults.Ok(new ItemList<ImageItem>([.. ImageRow.Of(inventory.Current, host).Select(ImageItem.Of)]));
}
