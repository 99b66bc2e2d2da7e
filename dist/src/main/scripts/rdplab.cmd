@echo off
rem Starts rdplab.
rem
rem   JAVA_HOME         the Java to use, 17 or newer; else the java on the PATH, else one that an installer has registered
rem   RDPLAB_JAVA_OPTS  more options for Java
rem
rem Exit code 3: no Java, or Java cannot start.
setlocal EnableExtensions DisableDelayedExpansion
for %%F in ("%~f0") do set "RDPLAB_LIB=%%~dpF..\lib"
if exist "%RDPLAB_LIB%\program.jar" goto unpacked
>&2 echo rdplab: "%RDPLAB_LIB%\program.jar" is missing; unpack the download again
exit /b 3
:unpacked
set "RDPLAB_JAVA="
if not defined JAVA_HOME goto on_path
set "RDPLAB_JAVA=%JAVA_HOME%\bin\java.exe"
if exist "%RDPLAB_JAVA%" goto found
>&2 echo rdplab: JAVA_HOME is "%JAVA_HOME%", which has no bin\java.exe; it must be the folder of Java 17 or newer
exit /b 3
:on_path
for %%J in (java.exe) do set "RDPLAB_JAVA=%%~$PATH:J"
if defined RDPLAB_JAVA goto found
rem Oracle, Temurin, Microsoft, Zulu, Semeru, Liberica; of several the last one listed.
for %%K in ("JavaSoft\JDK" "JavaSoft\JRE" "Eclipse Adoptium\JDK" "Eclipse Adoptium\JRE" "Microsoft\JDK" "Azul Systems\Zulu" "Semeru" "BellSoft\Liberica") do (
  for /f "tokens=1,2,*" %%A in ('reg query "HKLM\SOFTWARE\%%~K" /s 2^>nul') do (
    if /i "%%A"=="JavaHome" call :registered "%%C"
    if /i "%%A"=="Path" call :registered "%%C"
    if /i "%%A"=="InstallationPath" call :registered "%%C"
  )
)
if defined RDPLAB_JAVA goto found
>&2 echo rdplab: needs Java 17 or newer and found none; install it (winget install EclipseAdoptium.Temurin.21.JRE) or set JAVA_HOME
exit /b 3
:registered
if exist "%~1\bin\java.exe" set "RDPLAB_JAVA=%~1\bin\java.exe"
exit /b 0

:found
rem Java itself ends with 1 when it cannot start, as if a handshake had failed: try it first, and take its version.
set "RDPLAB_VERSION="
for /f "tokens=1-3" %%A in ('""%RDPLAB_JAVA%" %RDPLAB_JAVA_OPTS% -version 2>&1"') do if /i "%%B"=="version" set "RDPLAB_VERSION=%%~C"
if defined RDPLAB_VERSION goto started
>&2 echo rdplab: Java cannot start: "%RDPLAB_JAVA%" says:
>&2 "%RDPLAB_JAVA%" %RDPLAB_JAVA_OPTS% -version
exit /b 3
:started
for /f "delims=.-+ tokens=1" %%V in ("%RDPLAB_VERSION%") do set "RDPLAB_VERSION=%%V"
if %RDPLAB_VERSION% GEQ 17 goto new_enough
>&2 echo rdplab: needs Java 17 or newer; "%RDPLAB_JAVA%" is %RDPLAB_VERSION%
exit /b 3
:new_enough
set "RDPLAB_FLAGS=-XX:+IgnoreUnrecognizedVMOptions -XX:+UseSerialGC -Dfile.encoding=UTF-8 -Dio.netty.leakDetection.level=disabled -Dio.netty.jfr.enabled=false -Drdplab.command=rdplab"
if %RDPLAB_VERSION% GEQ 22 set "RDPLAB_FLAGS=%RDPLAB_FLAGS% --enable-native-access=ALL-UNNAMED"
rem Windows Terminal knows UTF-8 and colours. An older console gets what its code page has, and no colours.
if not defined WT_SESSION goto plain
for /f "tokens=2 delims=:" %%P in ('chcp') do set "RDPLAB_PAGE=%%P"
chcp 65001 >nul
set "RDPLAB_FLAGS=%RDPLAB_FLAGS% -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8"
if not defined COLUMNS for /f "skip=4 tokens=2 delims=:" %%C in ('mode con') do if not defined COLUMNS set "COLUMNS=%%C"
:plain
if /i "%~1"=="serve" goto waiting
if /i "%~1"=="load" goto run
set "RDPLAB_FLAGS=%RDPLAB_FLAGS% -XX:TieredStopAtLevel=1"
if /i "%~1"=="relay" goto waiting
if /i "%~1"=="diagnose" set "RDPLAB_FLAGS=%RDPLAB_FLAGS% -Xms16m"
goto run
:waiting
set "RDPLAB_FLAGS=%RDPLAB_FLAGS% -Xms16m"
:run
rem The signed jars of BouncyCastle serve every Java; Oracle's takes no others.
"%RDPLAB_JAVA%" %RDPLAB_FLAGS% %RDPLAB_JAVA_OPTS% -cp "%RDPLAB_LIB%\program.jar;%RDPLAB_LIB%\libraries.jar;%RDPLAB_LIB%\signed\*" dev.rdplab.cli.RdpLab %*
set "RDPLAB_EXIT=%ERRORLEVEL%"
if defined RDPLAB_PAGE chcp %RDPLAB_PAGE:.=% >nul
exit /b %RDPLAB_EXIT%
