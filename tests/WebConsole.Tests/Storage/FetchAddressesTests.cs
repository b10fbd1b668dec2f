using System.Net;
using Microsoft.Extensions.Options;
using WebConsole.Storage;
using WebConsole.Storage.Fetching;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Storage;

/// <summary>Where the server downloads from, and where not.</summary>
[Trait("Attack", "R1")]
public sealed class FetchAddressesTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("::ffff:0:127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("100.127.255.254")]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.8.8")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.254")]
    [InlineData("192.168.1.1")]
    [InlineData("192.0.0.8")]
    [InlineData("198.19.0.1")]
    [InlineData("168.63.129.16")]
    [InlineData("224.0.0.1")]
    [InlineData("239.255.255.250")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("fe80::1%1")]
    [InlineData("fec0::1")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("ff02::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::127.0.0.1")]
    [InlineData("64:ff9b::10.0.0.1")]
    [InlineData("64:ff9b::169.254.169.254")]
    [InlineData("64:ff9b:1::8.8.8.8")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2002:c0a8:101::1")]
    [InlineData("2001:0:53aa:64c:0:0:0:1")]
    [InlineData("2001:db8::5efe:10.0.0.1")]
    [InlineData("198.51.100.9")]
    [InlineData("::ffff:198.51.100.9")]
    [InlineData("64:ff9b::198.51.100.9")]
    public void InnerAddress_IsRefused(string address) => Assert.NotNull(Rules().WhyNot(IPAddress.Parse(address)));

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("192.0.2.7")]
    [InlineData("203.0.113.7")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("2606:4700::1111")]
    [InlineData("2001:db8::1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::8.8.8.8")]
    [InlineData("2002:808:808::1")]
    public void OtherAddress_IsNot(string address) => Assert.Null(Rules().WhyNot(IPAddress.Parse(address)));

    [Fact]
    public void Setting_AllowsWhatItNames_AndNothingElse()
    {
        var rules = Rules("10.0.0.0/8", "127.0.0.1", "fd00::/8", "198.51.100.9");

        Assert.All(["10.9.9.9", "127.0.0.1", "::ffff:127.0.0.1", "fd00::7", "198.51.100.9"], address => Assert.Null(rules.WhyNot(IPAddress.Parse(address))));
        Assert.All(["127.0.0.2", "192.168.1.1", "fc00::1", "64:ff9b::10.9.9.9"], address => Assert.NotNull(rules.WhyNot(IPAddress.Parse(address))));
    }

    [Theory]
    [InlineData(null, "A URL is needed.")]
    [InlineData("", "A URL is needed.")]
    [InlineData("debian.iso", "A URL as in https://example.org/debian.iso.")]
    [InlineData("http://", "A URL as in https://example.org/debian.iso.")]
    [InlineData("file:///etc/shadow", "Only http and https.")]
    [InlineData("/etc/shadow", "Only http and https.")]
    [InlineData("ftp://example.org/a", "Only http and https.")]
    [InlineData("gopher://example.org/a", "Only http and https.")]
    [InlineData("https://user:word@example.org/a", "No user and no password in a URL.")]
    [InlineData("http://127.0.0.1/a", "127.0.0.1 is a loopback address.")]
    [InlineData("http://127.1/a", "127.0.0.1 is a loopback address.")]
    [InlineData("http://0x7f000001/a", "127.0.0.1 is a loopback address.")]
    [InlineData("http://2130706433/a", "127.0.0.1 is a loopback address.")]
    [InlineData("http://[::1]/a", "::1 is a loopback address.")]
    [InlineData("http://[::ffff:10.0.0.1]/a", "10.0.0.1 is a private address.")]
    [InlineData("https://example.org/a\nb", "A URL as in https://example.org/debian.iso.")]
    public void Url_IsCheckedBeforeAnythingIsDone(string? url, string mistake) => Assert.StartsWith(mistake, FetchUrl.Mistake(url, Rules()), StringComparison.Ordinal);

    [Theory]
    [InlineData("https://a.example/x", "https://b.example/y", null)]
    [InlineData("http://a.example/x", "https://b.example/y", null)]
    [InlineData("https://a.example/x", "http://a.example/y", "a.example redirects from https to http")]
    [InlineData("http://a.example/x", "http://192.168.0.1/y", "a.example redirects to where the server does not download from. 192.168.0.1 is a private address.")]
    [InlineData("http://a.example/x", "file:///etc/shadow", "a.example redirects to where the server does not download from. Only http and https.")]
    [InlineData("http://a.example/x", "http://u:p@b.example/y", "a.example redirects to where the server does not download from. No user and no password in a URL.")]
    public void Redirect_IsCheckedToo(string from, string to, string? mistake) =>
        Assert.StartsWith(mistake ?? "", FetchUrl.MistakeOfRedirect(new Uri(from), new Uri(to), Rules()) ?? "", StringComparison.Ordinal);

    [Theory]
    [InlineData("https://example.org/images/debian-12.qcow2.xz?token=1", "debian-12.qcow2", "https://example.org/images/debian-12.qcow2.xz?…")]
    [InlineData("http://example.org:8080/my%20disk.iso#part", "my disk.iso", "http://example.org:8080/my%20disk.iso")]
    [InlineData("https://example.org/", null, "https://example.org/")]
    [InlineData("https://example.org/a%2F..%2Fb", null, "https://example.org/a%2F..%2Fb")]
    public void Url_NamesTheVolume_AndIsShownWithoutItsQuery(string url, string? name, string shown) =>
        Assert.Equal((name, shown), (FetchUrl.NameIn(new Uri(url)), FetchUrl.Shown(new Uri(url))));

    [Theory]
    [InlineData("--WebConsole:Storage:FetchFrom:0=example.org", "WebConsole:Storage:FetchFrom: \"example.org\" is neither an address (192.0.2.7) nor a network (10.0.0.0/8)")]
    [InlineData("--WebConsole:Storage:FetchFrom:0=10.0.0.0/99", "WebConsole:Storage:FetchFrom: \"10.0.0.0/99\" is neither an address (192.0.2.7) nor a network (10.0.0.0/8)")]
    [InlineData("--WebConsole:Storage:FetchProxy=proxy", "WebConsole:Storage:FetchProxy: \"proxy\" is not the URL of a proxy as in http://proxy.example.org:3128")]
    public async Task BadSetting_IsNamedAtTheStart(string setting, string mistake) =>
        Assert.Contains(mistake, (await Assert.ThrowsAsync<OptionsValidationException>(() => TestApplication.StartAsync(null, null, setting))).Failures);

    private static FetchAddresses Rules(params string[] allowed) =>
        new(Options.Create(new StorageOptions { FetchFrom = [.. allowed] })) { Own = () => [IPAddress.Parse("198.51.100.9"), IPAddress.Parse("fe80::9%2")] };
}
