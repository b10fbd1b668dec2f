using WebConsole.Unattended;
using Xunit;

namespace WebConsole.Tests.Unattended;

/// <summary>What Windows Setup can be told, by the names that Windows has for it.</summary>
public sealed class WindowsNamesTests
{
    private static readonly UnattendedSettings Usual = new(null, "desk", "anna", "secret");

    [Fact]
    public void EachChoice_IsTaken()
    {
        Assert.All(WindowsNames.Languages, language => Assert.Empty(UnattendedRules.Mistakes(Usual with { Locale = language.Value }, Installer.Autounattend)));
        Assert.All(WindowsNames.Keyboards, keyboard => Assert.Empty(UnattendedRules.Mistakes(Usual with { Keyboard = keyboard.Value }, Installer.Autounattend)));
        Assert.All(WindowsNames.TimeZones, zone => Assert.Empty(UnattendedRules.Mistakes(Usual with { Timezone = zone.Value }, Installer.Autounattend)));
    }

    /// <summary>What is shown is what Windows is told.</summary>
    [Fact]
    public void TimeZones_AreThoseOfWindows()
    {
        Assert.All(WindowsNames.TimeZones, zone => Assert.Equal(zone.Name, TimeZoneInfo.TryConvertIanaIdToWindowsId(zone.Value, out var name) ? name : null));
        var berlin = Assert.Single(WindowsNames.TimeZones, zone => zone.Also.Contains("Europe/Berlin", StringComparison.Ordinal));
        Assert.Equal("W. Europe Standard Time", berlin.Name);
        Assert.True(WindowsNames.TimeZones.Length > 100);
    }

    [Fact]
    public void Languages_AreNamedAsPeopleDo() => Assert.Contains(new WindowsName("de_DE.UTF-8", "German (Germany)", "de-DE"), WindowsNames.Languages);
}
