using WebConsole.Hypervisor.Forwards;
using Xunit;
using static WebConsole.Tests.Networks.Forwards.TestForwards;

namespace WebConsole.Tests.Networks.Forwards;

/// <summary>What root writes down of forwards is what the firewall has, whatever its programs do.</summary>
public sealed class FirewallTests : IDisposable
{
    private readonly FakeFirewall _fake = new();

    public void Dispose() => _fake.Dispose();

    [Fact]
    public async Task Forward_IsWrittenDown_OnceTheFirewallHasIt()
    {
        Assert.Null(await ReplaceAsync(First, Port(8443)));

        Assert.Equal(("8443", 1), (_fake.PortsOf(First), _fake.Asked));
        Assert.Contains("tcp dport 8443 dnat to 192.168.122.50:8443", _fake.Rules, StringComparison.Ordinal);
        // Whoever is ended while the rules are written has not written down what is not there.
        Assert.False(File.Exists(_fake.In($"seen/{First:D}")));
    }

    /// <summary>A port that is open and written down nowhere would be open for ever.</summary>
    [Fact]
    [Trait("Attack", "C6")]
    public async Task Removal_IsWrittenDown_OnceTheFirewallHasMadeIt()
    {
        await ReplaceAsync(First, Port(8443));

        Assert.Null(await ReplaceAsync(First));

        Assert.True(File.Exists(_fake.In($"seen/{First:D}")));
        Assert.Empty(_fake.Files.Machines());
        Assert.DoesNotContain("dnat", _fake.Rules, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RefusedByNft_StaysAsItWas_AndSaysWhy(bool canStart)
    {
        await ReplaceAsync(First, Port(8443));
        if (canStart)
            _fake.Refusal = "Operation not permitted";
        else
            _fake.Install("nft", "no program at all");

        var added = await ReplaceAsync(Second, Port(8444));
        var removed = await ReplaceAsync(First);

        Assert.All([added, removed], error => Assert.Contains(canStart ? "nft: Operation not permitted" : "nft", error, StringComparison.Ordinal));
        Assert.Equal(("8443", ""), (_fake.PortsOf(First), _fake.PortsOf(Second)));
        Assert.Equal((removed, added), (_fake.Files.ErrorOf(First), _fake.Files.ErrorOf(Second)));
    }

    [Fact]
    public async Task Error_GoesOnceItIsMended()
    {
        _fake.Refusal = "Operation not permitted";
        await ReplaceAsync(First, Port(8443));
        _fake.Refusal = null;

        Assert.Null(await ReplaceAsync(First));

        Assert.Empty(_fake.Files.Machines());
    }

    [Fact]
    public async Task TurnThatIsNotHad_IsSaid()
    {
        await ReplaceAsync(First, Port(8443));
        using var other = _fake.Files.Lock();

        var error = await new Firewall(_fake.Places with { Patience = TimeSpan.Zero }).ReplaceAsync([First], () => throw new InvalidOperationException("It is not our turn."));

        Assert.NotNull(error);
        Assert.Equal((error, 1), (_fake.Files.ErrorOf(First), _fake.Asked));
    }

    /// <summary>Who may read a file may lock it, and every machine that starts would wait for them.</summary>
    [Fact]
    [Trait("Attack", "F5")]
    public async Task Lock_IsRootsAlone()
    {
        Directory.CreateDirectory(_fake.Places.Run);
        File.SetUnixFileMode(_fake.Places.Run, (UnixFileMode)511);
        await File.WriteAllTextAsync(Path.Combine(_fake.Places.Run, "lock"), "", TestContext.Current.CancellationToken);

        await ReplaceAsync(First, Port(8443));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_fake.Places.Run, "lock")));
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(_fake.Places.Run) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite));
        Assert.Equal(UnixFileMode.OtherRead, File.GetUnixFileMode(_fake.Places.FileOf(First)) & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite));
    }

    /// <summary>Without the chain libvirt's rules would refuse what is shown as open.</summary>
    [Theory]
    [InlineData(false, "iptables: Another app holds the lock")]
    [InlineData(true, null)]
    public async Task ChainsThatCantBeRead_AreNoSuccess_ButWhereLibvirtHasItsOwnTable(bool hasTable, string? error)
    {
        await File.WriteAllTextAsync(_fake.In("locked"), "", TestContext.Current.CancellationToken);
        if (hasTable)
            await File.WriteAllTextAsync(_fake.In("libvirts"), "chain forward { }", TestContext.Current.CancellationToken);

        Assert.Equal(error, await ReplaceAsync(First, Port(8443)));

        Assert.Equal(error is null ? 1 : 0, _fake.Files.Read(First).Count);
    }

    [Fact]
    public async Task PortOfTwo_LeadsToWhoHasIt_AndToTheOtherWhenItIsFree()
    {
        await ReplaceAsync(Second, Port(8443));
        Assert.Null(await ReplaceAsync(First, Port(8443), Port(8444)));

        Assert.Equal(("8444", "8443"), (_fake.PortsOf(First), _fake.PortsOf(Second)));
        Assert.Equal(2, _fake.Rules.Split("dport 8443 ").Length - 1);

        await ReplaceAsync(Second);
        Assert.Null(await ReplaceAsync(First, Port(8443), Port(8444)));
        Assert.Equal(2, _fake.Files.Read(First).Count);
    }

    [Fact]
    public void PortOfSeveral_StaysWithWhoHasIt_AlsoWhereAllChangeAtOnce()
    {
        var after = PortShares.Of(new Dictionary<Guid, IReadOnlyList<ActiveForward>> { [Second] = [Port(8443)] },
            new Dictionary<Guid, IReadOnlyList<ActiveForward>> { [First] = [Port(8443)], [Second] = [Port(8443), Port(8443) with { Machine = "192.168.122.51" }] });

        Assert.Empty(after[First]);
        Assert.Equal([Port(8443)], after[Second]);
    }

    [Fact]
    public async Task Check_BringsBackWhatOthersTookAway()
    {
        await ReplaceAsync(First, Port(8443));
        Assert.Null(await new Firewall(_fake.Places).CheckAsync());
        Assert.Equal(1, _fake.Asked);

        File.Delete(_fake.In("table"));
        Assert.Null(await new Firewall(_fake.Places).CheckAsync());
        Assert.Contains("dport 8443", _fake.Rules, StringComparison.Ordinal);

        // libvirt that reads its settings anew puts its own chains first.
        await File.WriteAllTextAsync(_fake.In("chains"), "-N WEBCONSOLE_FORWARDS\n-A FORWARD -j LIBVIRT_FWI\n-A FORWARD -j WEBCONSOLE_FORWARDS\n", TestContext.Current.CancellationToken);
        Assert.Null(await new Firewall(_fake.Places).CheckAsync());
        Assert.Contains("-I FORWARD 1 -j WEBCONSOLE_FORWARDS", await File.ReadAllTextAsync(_fake.In("passing"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(3, _fake.Asked);
    }

    [Fact]
    public async Task Check_SaysWhatIsLost()
    {
        await ReplaceAsync(First, Port(8443));
        File.Delete(_fake.In("table"));
        _fake.Refusal = "Operation not permitted";

        Assert.NotNull(await new Firewall(_fake.Places).CheckAsync());

        Assert.Empty(_fake.Files.Read(First));
        Assert.Contains("Operation not permitted", _fake.Files.ErrorOf(First), StringComparison.Ordinal);
    }

    private Task<string?> ReplaceAsync(Guid machine, params ActiveForward[] forwards) =>
        new Firewall(_fake.Places).ReplaceAsync([machine], () => new Dictionary<Guid, IReadOnlyList<ActiveForward>> { [machine] = forwards });
}
