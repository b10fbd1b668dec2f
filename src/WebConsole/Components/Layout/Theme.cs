using MudBlazor;

namespace WebConsole.Components.Layout;

/// <summary>
/// MudBlazor's type and measures. Its colours are those of <c>wwwroot/app.css</c>, mapped by <c>css/mudblazor.css</c>:
/// one palette, and a switch between dark and light that needs no server.
/// </summary>
internal static class Theme
{
    private static readonly string[] Font = ["Inter Variable", "system-ui", "sans-serif"];

    public static readonly MudTheme Instance = new()
    {
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px", AppbarHeight = "52px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Font, FontSize = "14px", LineHeight = "20px", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontSize = "14px", LineHeight = "20px", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontSize = "13px", LineHeight = "20px", LetterSpacing = "normal" },
            Subtitle1 = new Subtitle1Typography { FontSize = "14px", FontWeight = "600", LineHeight = "20px", LetterSpacing = "normal" },
            Subtitle2 = new Subtitle2Typography { FontSize = "13px", FontWeight = "600", LineHeight = "20px", LetterSpacing = "normal" },
            H6 = new H6Typography { FontSize = "16px", FontWeight = "600", LineHeight = "24px", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontSize = "13px", FontWeight = "500", LineHeight = "20px", LetterSpacing = "normal", TextTransform = "none" },
            Caption = new CaptionTypography { FontSize = "12px", LineHeight = "16px", LetterSpacing = "normal" },
        },
    };
}
