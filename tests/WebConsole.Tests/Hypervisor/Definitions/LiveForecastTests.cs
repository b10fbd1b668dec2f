using System.Xml.Linq;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using Xunit;

namespace WebConsole.Tests.Hypervisor.Definitions;

/// <summary>What an edit of a whole definition does to the running machine, told before.</summary>
public sealed class LiveForecastTests
{
    private const string Vda = "<disk><source file='/a.img'/><target dev='vda'/></disk>", Vdb = "<disk><source file='/b.img'/><target dev='vdb'/></disk>", Card = "<interface type='user'><mac address='52:54:00:00:00:01'/></interface>";

    [Fact]
    public void Devices_AreThoseThatTheRunningMachineLosesGetsAndHasOtherwise()
    {
        var forecast = Of(Domain(Vda, Vdb), Domain(Vda.Replace("/a.img", "/c.img", StringComparison.Ordinal), Card), Domain(Vda, Vdb));

        Assert.Equal(["disk:vdb"], forecast.Unplugged.Select(device => device.Key.ToString()));
        Assert.Equal(["interface:52:54:00:00:00:01"], forecast.PluggedIn.Select(device => device.Key.ToString()));
        Assert.Equal(["disk:vda"], forecast.Changed.Select(device => device.Key.ToString()));
        Assert.Empty(forecast.Waiting);
    }

    /// <summary>What still waits for a restart is in no running machine.</summary>
    [Fact]
    public void DeviceThatTheRunningMachineLacks_IsNotUnplugged_NorPluggedInTwice()
    {
        Assert.Empty(Of(Domain(Vda, Vdb), Domain(Vda), Domain(Vda)).Devices);
        Assert.Empty(Of(Domain(Vda), Domain(Vda, Vdb), Domain(Vda, Vdb)).Devices);
    }

    [Fact]
    public void Settings_AreSetAsFarAsTheyCanBe_AndTheRestWaits()
    {
        const string Now = "<domain type='kvm'><memory unit='KiB'>4096</memory><currentMemory unit='KiB'>4096</currentMemory><vcpu current='1'>4</vcpu><os><type machine='a'>hvm</type></os></domain>";
        const string After = "<domain type='kvm'><title>New</title><memory unit='KiB'>2048</memory><currentMemory unit='KiB'>2048</currentMemory><vcpu current='2'>4</vcpu><cputune><vcpupin vcpu='0' cpuset='1'/></cputune><os><type machine='b'>hvm</type></os></domain>";

        var forecast = Of(Now, After, Now);

        Assert.Equal((2048L << 10, 2, "New"), (forecast.Memory, forecast.Vcpus, forecast.Title));
        Assert.Equal(["Place vCPU 0"], forecast.Steps);
        Assert.Equal(["memory", "os/type@machine"], forecast.Waiting.Select(change => change.Path).Order());
        Assert.Null(Of(Now, After.Replace("2048", "8192", StringComparison.Ordinal), Now).Memory);
        Assert.Contains("currentMemory", Of(Now, After.Replace("2048", "8192", StringComparison.Ordinal), Now).Waiting.Select(change => change.Path));
    }

    /// <summary>Less memory waits for the restart, and somebody changes another line.</summary>
    [Fact]
    public void WhatWaitsSinceBefore_GoesOnWaiting()
    {
        const string Running = "<domain type='kvm'><title>Old</title><memory unit='KiB'>4096</memory><currentMemory unit='KiB'>4096</currentMemory><vcpu current='2'>4</vcpu><cputune><shares>10</shares></cputune></domain>";
        const string Stored = "<domain type='kvm'><title>Old</title><memory unit='KiB'>4096</memory><currentMemory unit='KiB'>2048</currentMemory><vcpu current='3'>4</vcpu><cputune><shares>20</shares><quota>2000</quota></cputune></domain>";

        var forecast = Of(Stored, Stored.Replace("Old", "New", StringComparison.Ordinal), Running);

        Assert.Equal((null, null, "New"), (forecast.Memory, forecast.Vcpus, forecast.Title));
        Assert.Empty(forecast.Steps);
        Assert.Empty(forecast.Waiting);
        Assert.Equal(4, Of(Stored, Stored.Replace("'3'", "'4'", StringComparison.Ordinal), Running).Vcpus);
        Assert.Equal(["Place vCPU 2"], Of(Pins("0", "3", "2"), Pins("0", "3", "1"), Pins("0", "2", "2")).Steps);
        // The same size in another unit is no change.
        Assert.True(Of(Stored, Stored.Replace("<currentMemory unit='KiB'>2048", "<currentMemory unit='MiB'>2", StringComparison.Ordinal), Running).IsEmpty);
        Assert.Equal(1L << 20, Of(Stored, Stored.Replace("<currentMemory unit='KiB'>2048", "<currentMemory unit='MiB'>1", StringComparison.Ordinal), Running).Memory);
    }

    /// <summary>Not <c>define</c>, which leaves what runs as it is.</summary>
    [Fact]
    public void Commands_AreThoseThatChangeWhatRuns()
    {
        var lines = LiveLines.Of(Of(Domain(Vda, Vdb), Domain(Vda, Card), Domain(Vda, Vdb)), "qemu:///system", new MachineId("local", Guid.Empty), "web");

        Assert.Equal(["virsh -c qemu:///system attach-device --live web /dev/stdin <<< ", "virsh -c qemu:///system detach-device --live web /dev/stdin <<< "], lines.Select(line => line[..line.IndexOf('\'', StringComparison.Ordinal)]));
        Assert.Contains("dev=\"vdb\"", lines[1], StringComparison.Ordinal);
        Assert.Empty(LiveLines.Of(Of(Domain(Vda), Domain(Vda), Domain(Vda)), "qemu:///system", new MachineId("local", Guid.Empty), "web"));
    }

    [Fact]
    [Trait("Attack", "V2")]
    public void Commands_HaveNoSecrets()
    {
        var display = "<graphics type='vnc' passwd='sesame-1'/>";

        Assert.DoesNotContain("sesame", string.Concat(LiveLines.Of(Of(Domain(), Domain(display), Domain()), "qemu:///system", new MachineId("local", Guid.Empty), "web")), StringComparison.Ordinal);
    }

    private static string Pins(params string[] cpus) => $"<domain type='kvm'><vcpu>4</vcpu><cputune>{string.Concat(cpus.Select((cpu, index) => $"<vcpupin vcpu='{index}' cpuset='{cpu}'/>"))}</cputune></domain>";

    private static string Domain(params string[] devices) => $"<domain type='kvm'><devices>{string.Concat(devices)}</devices></domain>";

    private static LiveForecast Of(string stored, string after, string running) => LiveForecast.Of(XElement.Parse(stored), XElement.Parse(after), XElement.Parse(running));
}
