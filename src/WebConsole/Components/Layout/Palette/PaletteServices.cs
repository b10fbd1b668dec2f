namespace WebConsole.Components.Layout.Palette;

internal static class PaletteServices
{
    public static void AddPalette(this IServiceCollection services)
    {
        services.AddScoped<RecentObjects>();
        services.AddScoped<PaletteCatalogue>();
    }
}
